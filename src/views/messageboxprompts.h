// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "views/userprompts.h"

#include <QCoreApplication>

namespace hookpanel {

/// The questions as message boxes, opened with open(), never exec().
class MessageBoxPrompts final : public UserPrompts
{
    Q_DECLARE_TR_FUNCTIONS(hookpanel::MessageBoxPrompts)

public:
    void askUnsaved(QWidget *parent, const std::function<void(Unsaved)> &answered) override;
    void askUnwritten(QWidget *parent, const QStringList &sentences,
                      const std::function<void(Unwritten)> &answered) override;
    void askDelete(QWidget *parent, int count, const std::function<void()> &agreed) override;
    void askResendAll(QWidget *parent, qint64 count, int perSecond, const std::function<void(int)> &agreed) override;
    void askSaveFile(QWidget *parent, const QString &suggestedName,
                     const std::function<void(const QString &path)> &named) override;
    void askOpenFile(QWidget *parent, const QString &filter,
                     const std::function<void(const QString &path)> &chosen) override;
    void askOpenFiles(QWidget *parent, const QString &filter,
                      const std::function<void(const QStringList &paths)> &chosen) override;
    void askOpenFolder(QWidget *parent, const std::function<void(const QString &path)> &chosen) override;
    void askSecretsInFile(QWidget *parent, const QString &file, const QString &why,
                          const std::function<void(bool mayUseFile)> &answered) override;
    void tellRefusal(QWidget *parent, const QString &title, const QStringList &sentences) override;

private:
    [[nodiscard]] static QString listOf(const QStringList &sentences);
};

} // namespace hookpanel
