// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "cli/commandline.h"
#include "cli/console.h"
#include "core/version.h"
#include "store/translations.h"

#include <QByteArray>
#include <QCoreApplication>
#include <QFile>

#include <clocale>
#include <cstdio>
#include <exception>

#include <fcntl.h>
#include <langinfo.h>
#include <unistd.h>

namespace {

using namespace Qt::StringLiterals;
using namespace hookpanel;

/// Gives QCoreApplication a UTF-8 locale while it starts. In any other one (cron has "C") it switches by itself, but
/// with five lines of warning at every call; the environment, which placeholders read, is put back afterwards.
class Utf8Start
{
public:
    Utf8Start()
    {
        std::setlocale(LC_ALL, "");
        if (qstricmp(::nl_langinfo(CODESET), "UTF-8") == 0)
            return;
        m_changed = true;
        m_wasSet = qEnvironmentVariableIsSet("LC_ALL");
        m_before = qgetenv("LC_ALL");
        qputenv("LC_ALL", "C.UTF-8");
    }

    ~Utf8Start()
    {
        if (m_changed && m_wasSet)
            qputenv("LC_ALL", m_before);
        else if (m_changed)
            qunsetenv("LC_ALL");
    }

    Q_DISABLE_COPY_MOVE(Utf8Start)

private:
    bool m_changed = false;
    bool m_wasSet = false;
    QByteArray m_before;
};

/// A standard stream that the caller closed would be the number of the next file that is opened, and a webhook's file
/// would be written as if it were the output. What stands in for it fails at every use instead.
void occupyStandardStreams()
{
    for (const int descriptor : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
        if (::fcntl(descriptor, F_GETFD) == -1)
            ::open("/dev/null", descriptor == STDIN_FILENO ? O_WRONLY : O_RDONLY); // takes the lowest free number
    }
}

/// The arguments that are not UTF-8 would lose bytes on their way into a QString.
bool areUtf8(int argc, char **argv)
{
    for (int i = 1; i < argc; ++i) {
        const QByteArray argument(argv[i]);
        if (QString::fromUtf8(argument).toUtf8() != argument)
            return false;
    }
    return true;
}

int runCommandLine(int argc, char **argv, Console &console)
{
    std::optional<Utf8Start> utf8Start(std::in_place);
    QCoreApplication application(argc, argv);
    utf8Start.reset();
    // The window's name: both have the same standard profile.
    QCoreApplication::setApplicationName(u"hookpanel"_s);
    QCoreApplication::setApplicationVersion(QStringLiteral(HOOKPANEL_VERSION));
    installTranslations(application);

    if (!areUtf8(argc, argv))
        return console.fail(Failure::usage(QCoreApplication::translate(
            "hookpanel::CommandLine", "An argument is not UTF-8 text. Use a UTF-8 terminal, or convert the script.")));
    CommandLine commandLine(console);
    const std::optional<int> code = commandLine.run(QCoreApplication::arguments().mid(1));
    return code ? *code : QCoreApplication::exec();
}

} // namespace

int main(int argc, char **argv)
{
    occupyStandardStreams();
    QFile data;
    QFile messages;
    if (!data.open(STDOUT_FILENO, QIODevice::WriteOnly | QIODevice::Unbuffered)
        || !messages.open(STDERR_FILENO, QIODevice::WriteOnly | QIODevice::Unbuffered))
        return exitcode::cannotWrite;
    Console console(data, messages);
    console.setHasTerminal(::isatty(STDERR_FILENO) == 1);
    try {
        return console.finalCode(runCommandLine(argc, argv, console));
    } catch (const std::exception &error) {
        console.say(QCoreApplication::translate("hookpanel::CommandLine", "Internal error: %1. Please report it.")
                        .arg(QString::fromLocal8Bit(error.what())));
        return exitcode::internal;
    }
}
