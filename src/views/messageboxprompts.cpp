// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "views/messageboxprompts.h"

#include "views/resendalldialog.h"

#include <QAbstractButton>
#include <QFileDialog>
#include <QMessageBox>
#include <QPushButton>

namespace hookpanel {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype mostShown = 8; ///< Sentences in one box: it has to fit on the screen.

} // namespace

QString MessageBoxPrompts::listOf(const QStringList &sentences)
{
    QStringList shown = sentences.mid(0, mostShown);
    if (sentences.size() > mostShown)
        shown.append(tr("… and %n more.", nullptr, int(sentences.size() - mostShown)));
    return shown.join(u'\n');
}

void MessageBoxPrompts::askUnsaved(QWidget *parent, const std::function<void(Unsaved)> &answered)
{
    auto *box
        = new QMessageBox(QMessageBox::Question, tr("Unsaved changes"),
                          tr("This webhook has changes that are not saved. Save them?"), QMessageBox::NoButton, parent);
    box->setAttribute(Qt::WA_DeleteOnClose);
    const auto *save = box->addButton(tr("Save"), QMessageBox::AcceptRole);
    const auto *discard = box->addButton(tr("Discard"), QMessageBox::DestructiveRole);
    auto *cancel = box->addButton(tr("Cancel"), QMessageBox::RejectRole);
    box->setEscapeButton(cancel);
    QObject::connect(box, &QMessageBox::finished, box, [box, save, discard, answered] {
        const QAbstractButton *clicked = box->clickedButton();
        answered(clicked == save ? Unsaved::Save : clicked == discard ? Unsaved::Discard : Unsaved::Cancel);
    });
    box->open();
}

void MessageBoxPrompts::askUnwritten(QWidget *parent, const QStringList &sentences,
                                     const std::function<void(Unwritten)> &answered)
{
    auto *box = new QMessageBox(QMessageBox::Warning, tr("Changes that are not saved"), listOf(sentences),
                                QMessageBox::NoButton, parent);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setTextFormat(Qt::PlainText);
    box->setInformativeText(tr("They are lost when Hookpanel closes without them."));
    const auto *again = box->addButton(tr("Try again"), QMessageBox::AcceptRole);
    const auto *discard = box->addButton(tr("Discard"), QMessageBox::DestructiveRole);
    auto *cancel = box->addButton(tr("Cancel"), QMessageBox::RejectRole);
    box->setEscapeButton(cancel);
    QObject::connect(box, &QMessageBox::finished, box, [box, again, discard, answered] {
        const QAbstractButton *clicked = box->clickedButton();
        answered(clicked == again ? Unwritten::TryAgain : clicked == discard ? Unwritten::Discard : Unwritten::Cancel);
    });
    box->open();
}

void MessageBoxPrompts::askSecretsInFile(QWidget *parent, const QString &file, const QString &why,
                                         const std::function<void(bool mayUseFile)> &answered)
{
    auto *box = new QMessageBox(QMessageBox::Question, tr("Where to keep secrets"),
                                tr("The desktop's keyring cannot be used. Keep the secrets of this profile in a file?"),
                                QMessageBox::NoButton, parent);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setTextFormat(Qt::PlainText);
    QStringList more{tr("The file: %1").arg(file),
                     tr("Only you can read it, and whoever administers this machine or has its disk or a backup of it: the "
                        "secrets are not encrypted there."),
                     tr("Without this, what holds a secret is not saved. What you typed stays where it is.")};
    if (!why.isEmpty())
        more.append(tr("The keyring says: %1").arg(why));
    box->setInformativeText(more.join(u"\n\n"_s));
    const auto *useFile = box->addButton(tr("Keep in a file"), QMessageBox::AcceptRole);
    auto *cancel = box->addButton(tr("Cancel"), QMessageBox::RejectRole);
    box->setDefaultButton(cancel);
    box->setEscapeButton(cancel);
    QObject::connect(box, &QMessageBox::finished, box,
                     [box, useFile, answered] { answered(box->clickedButton() == useFile); });
    box->open();
}

void MessageBoxPrompts::askDelete(QWidget *parent, int count, const std::function<void()> &agreed)
{
    auto *box = new QMessageBox(QMessageBox::Question, tr("Delete webhooks"), tr("Delete %n webhook(s)?", nullptr, count),
                                QMessageBox::NoButton, parent);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setInformativeText(tr("You can undo this for ten seconds."));
    const auto *remove = box->addButton(tr("Delete"), QMessageBox::DestructiveRole);
    auto *cancel = box->addButton(tr("Cancel"), QMessageBox::RejectRole);
    box->setDefaultButton(cancel);
    box->setEscapeButton(cancel);
    QObject::connect(box, &QMessageBox::finished, box, [box, remove, agreed] {
        if (box->clickedButton() == remove)
            agreed();
    });
    box->open();
}

void MessageBoxPrompts::askResendAll(QWidget *parent, qint64 count, int perSecond, const std::function<void(int)> &agreed)
{
    auto *dialog = new ResendAllDialog(count, perSecond, parent); // deletes itself when it is closed
    QObject::connect(dialog, &ResendAllDialog::agreed, dialog, agreed);
    dialog->open();
}

void MessageBoxPrompts::askSaveFile(QWidget *parent, const QString &suggestedName,
                                    const std::function<void(const QString &path)> &named)
{
    auto *dialog = new QFileDialog(parent, tr("Save as"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setFileMode(QFileDialog::AnyFile);
    dialog->selectFile(suggestedName);
    QObject::connect(dialog, &QFileDialog::fileSelected, dialog, [named](const QString &path) { named(path); });
    dialog->open();
}

void MessageBoxPrompts::askOpenFile(QWidget *parent, const QString &filter,
                                    const std::function<void(const QString &path)> &chosen)
{
    auto *dialog = new QFileDialog(parent, tr("Open"), QString(), filter);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    QObject::connect(dialog, &QFileDialog::fileSelected, dialog, [chosen](const QString &path) { chosen(path); });
    dialog->open();
}

void MessageBoxPrompts::askOpenFiles(QWidget *parent, const QString &filter,
                                     const std::function<void(const QStringList &paths)> &chosen)
{
    auto *dialog = new QFileDialog(parent, tr("Open"), QString(), filter);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFiles);
    QObject::connect(dialog, &QFileDialog::filesSelected, dialog, [chosen](const QStringList &paths) { chosen(paths); });
    dialog->open();
}

void MessageBoxPrompts::askOpenFolder(QWidget *parent, const std::function<void(const QString &path)> &chosen)
{
    auto *dialog = new QFileDialog(parent, tr("Choose a folder"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    QObject::connect(dialog, &QFileDialog::fileSelected, dialog, [chosen](const QString &path) { chosen(path); });
    dialog->open();
}

void MessageBoxPrompts::tellRefusal(QWidget *parent, const QString &title, const QStringList &sentences)
{
    auto *box = new QMessageBox(QMessageBox::Warning, title, listOf(sentences), QMessageBox::NoButton, parent);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setTextFormat(Qt::PlainText); // what is told comes from a file
    box->setInformativeText(tr("Nothing was changed."));
    box->addButton(tr("Close"), QMessageBox::RejectRole);
    box->open();
}

} // namespace hookpanel
