// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>
#include <QStringList>

#include <functional>

class QWidget;

namespace hookpanel {

/// Questions to the user as a seam: none of them blocks, the answer comes by a call. `parent` is what the question stands
/// on; when it goes, the question goes unanswered.
class UserPrompts
{
public:
    enum class Unsaved { Save, Discard, Cancel };
    enum class Unwritten { TryAgain, Discard, Cancel };

    virtual ~UserPrompts() = default;

    /// Leaving a form with unsaved changes.
    virtual void askUnsaved(QWidget *parent, const std::function<void(Unsaved)> &answered) = 0;

    /// Closing the window while changes could not be written; `sentences` say which.
    virtual void askUnwritten(QWidget *parent, const QStringList &sentences, const std::function<void(Unwritten)> &answered)
        = 0;

    /// Deleting several webhooks; called back only when the user agrees.
    virtual void askDelete(QWidget *parent, int count, const std::function<void()> &agreed) = 0;

    /// Sending all dead letters again; called back only when the user agrees, with how many per second. `perSecond` is
    /// offered.
    virtual void askResendAll(QWidget *parent, qint64 count, int perSecond, const std::function<void(int)> &agreed) = 0;

    /// Where to save a file; called back only when the user names one. One that is there already is written over, after a
    /// question.
    virtual void askSaveFile(QWidget *parent, const QString &suggestedName,
                             const std::function<void(const QString &path)> &named)
        = 0;

    /// Which file to open; `filter` as QFileDialog takes it. Called back only when the user chooses one.
    virtual void askOpenFile(QWidget *parent, const QString &filter, const std::function<void(const QString &path)> &chosen)
        = 0;

    /// The same for several files, and for a folder.
    virtual void askOpenFiles(QWidget *parent, const QString &filter,
                              const std::function<void(const QStringList &paths)> &chosen)
        = 0;
    virtual void askOpenFolder(QWidget *parent, const std::function<void(const QString &path)> &chosen) = 0;

    /// There is no keyring, `why` is its own word, if any: whether secrets may be kept in this file. Called back once.
    virtual void askSecretsInFile(QWidget *parent, const QString &file, const QString &why,
                                  const std::function<void(bool mayUseFile)> &answered)
        = 0;

    /// Says that something was refused, and why, a sentence each.
    virtual void tellRefusal(QWidget *parent, const QString &title, const QStringList &sentences) = 0;
};

} // namespace hookpanel
