// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "views/userprompts.h"

#include <QList>

namespace hookpanel::test {

/// Keeps the questions; the test answers when it likes.
class FakePrompts final : public UserPrompts
{
public:
    void askUnsaved(QWidget *, const std::function<void(Unsaved)> &answered) override
    {
        ++unsavedQuestions;
        m_answered = answered;
    }

    void askUnwritten(QWidget *, const QStringList &sentences, const std::function<void(Unwritten)> &answered) override
    {
        unwrittenQuestions.append(sentences);
        m_answeredUnwritten = answered;
    }

    void askDelete(QWidget *, int count, const std::function<void()> &agreed) override
    {
        deleteQuestions.append(count);
        m_agreed = agreed;
    }

    void askResendAll(QWidget *, qint64 count, int perSecond, const std::function<void(int)> &agreed) override
    {
        resendQuestions.append({count, perSecond});
        m_agreedTo = agreed;
    }

    void askSaveFile(QWidget *, const QString &suggestedName, const std::function<void(const QString &path)> &named) override
    {
        suggestedNames.append(suggestedName);
        m_named = named;
    }

    void askOpenFile(QWidget *, const QString &filter, const std::function<void(const QString &path)> &chosen) override
    {
        openFilters.append(filter);
        m_named = chosen;
    }

    void askOpenFiles(QWidget *, const QString &filter, const std::function<void(const QStringList &paths)> &chosen) override
    {
        openFilters.append(filter);
        m_namedAll = chosen;
    }

    void askOpenFolder(QWidget *, const std::function<void(const QString &path)> &chosen) override { m_named = chosen; }

    void askSecretsInFile(QWidget *, const QString &file, const QString &,
                          const std::function<void(bool)> &answered) override
    {
        secretQuestions.append(file);
        m_answeredSecrets = answered;
    }

    void tellRefusal(QWidget *, const QString &, const QStringList &sentences) override { refusals.append(sentences); }

    /// Names a file for the last question for one.
    void name(const QString &path) const { m_named(path); }

    /// Names files for the last question for several.
    void name(const QStringList &paths) const { m_namedAll(paths); }

    /// Answers the last question about unsaved changes.
    void answer(Unsaved answer) const { m_answered(answer); }

    /// Answers the last question about changes that could not be written.
    void answer(Unwritten answer) const { m_answeredUnwritten(answer); }

    /// Answers the question whether secrets may be kept in a file.
    void answerSecrets(bool mayUseFile) const { m_answeredSecrets(mayUseFile); }

    /// Agrees to the last deletion.
    void agree() const { m_agreed(); }

    /// Agrees to the last resending of dead letters, with so many per second.
    void agree(int perSecond) const { m_agreedTo(perSecond); }

    QStringList suggestedNames; ///< Of files to save.
    int unsavedQuestions = 0;
    QList<QStringList> unwrittenQuestions; ///< Their sentences.
    QList<int> deleteQuestions; ///< The counts that they told.
    QList<std::pair<qint64, int>> resendQuestions; ///< How many dead letters, and how many per second.
    QStringList secretQuestions; ///< Files that they told.
    QStringList openFilters; ///< Of the questions what to open.
    QList<QStringList> refusals;

private:
    std::function<void(Unsaved)> m_answered;
    std::function<void(bool)> m_answeredSecrets;
    std::function<void(Unwritten)> m_answeredUnwritten;
    std::function<void()> m_agreed;
    std::function<void(int)> m_agreedTo;
    std::function<void(const QString &)> m_named;
    std::function<void(const QStringList &)> m_namedAll;
};

} // namespace hookpanel::test
