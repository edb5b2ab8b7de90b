// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QProcess>
#include <QRegularExpression>
#include <QSignalSpy>

namespace hookpanel::test {

/// A program that is not ours, which receives. It ends with the object.
class Program
{
public:
    ~Program()
    {
        m_process.kill();
        m_process.waitForFinished();
    }

    /// Starts it and waits until it prints `ready`; gives what that captures.
    QString start(const QString &program, const QStringList &arguments, const QRegularExpression &ready,
                  const QProcessEnvironment &environment = QProcessEnvironment::systemEnvironment())
    {
        m_process.setProcessEnvironment(environment);
        m_process.setProcessChannelMode(QProcess::MergedChannels);
        m_process.start(program, arguments);
        QSignalSpy spy(&m_process, &QProcess::readyRead);
        QRegularExpressionMatch match;
        while (!match.hasMatch() && (m_process.bytesAvailable() > 0 || spy.wait(30'000))) {
            m_output += m_process.readAll();
            match = ready.match(QString::fromUtf8(m_output));
        }
        if (!match.hasMatch())
            qWarning("%s: %s", qPrintable(m_process.errorString()), m_output.constData());
        return match.captured(1);
    }

    /// Everything that it has printed until it printed `text`.
    bool prints(const QByteArray &text)
    {
        QSignalSpy spy(&m_process, &QProcess::readyRead);
        while (!m_output.contains(text) && (m_process.bytesAvailable() > 0 || spy.wait(30'000)))
            m_output += m_process.readAll();
        return m_output.contains(text);
    }

private:
    QProcess m_process;
    QByteArray m_output;
};

/// A receiver of the manual that believes only what is signed.
inline QString receiverScript(const QString &name)
{
    return QStringLiteral(TEST_DATA "/../../docs/manual/receivers/") + name;
}

} // namespace hookpanel::test
