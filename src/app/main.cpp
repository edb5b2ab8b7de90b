// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/engineclient.h"
#include "app/portalappearance.h"
#include "core/exitcode.h"
#include "core/version.h"
#include "core/words.h"
#include "store/catalogueresource.h"
#include "store/eventtypestore.h"
#include "store/preferencesstore.h"
#include "store/translations.h"
#include "store/windowstatestore.h"
#include "views/accessiblemenus.h"
#include "views/appearance.h"
#include "views/mainwindow.h"
#include "views/messageboxprompts.h"
#include "views/panelstyle.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QDir>
#include <QIcon>

#include <algorithm>

using namespace hookpanel;
using namespace Qt::StringLiterals;

namespace {

/// What the arguments ask for.
struct Arguments {
    QString profile;
    bool help = false;
    bool version = false;
    QString helpText;
    QString error; ///< A sentence when they are not understood.
};

Arguments parse(const QStringList &list)
{
    QCommandLineParser parser;
    // Qt's own options are words after one dash: letter by letter, -reverse would ask for the version.
    parser.setSingleDashWordOptionMode(QCommandLineParser::ParseAsLongOptions);
    parser.setApplicationDescription(QCoreApplication::translate("main", "The desktop admin panel for webhooks."));
    const QCommandLineOption help({u"h"_s, u"help"_s}, QCoreApplication::translate("main", "Show this help."));
    const QCommandLineOption version({u"v"_s, u"version"_s}, QCoreApplication::translate("main", "Show the version."));
    const QCommandLineOption profile(u"profile"_s, QCoreApplication::translate("main", "Keep everything in this folder."),
                                     QCoreApplication::translate("main", "DIR"));
    parser.addOptions({help, version, profile});

    Arguments arguments;
    const bool understood = parser.parse(list);
    arguments.profile = parser.value(profile);
    arguments.help = parser.isSet(help);
    arguments.version = parser.isSet(version);
    arguments.helpText = parser.helpText();
    const QStringList rest = parser.positionalArguments();
    if (!understood)
        arguments.error = parser.errorText();
    else if (!rest.isEmpty())
        arguments.error = QCoreApplication::translate("main", "“%1” is not understood.").arg(rest.constFirst());
    else if (parser.isSet(profile) && arguments.profile.isEmpty())
        arguments.error = QCoreApplication::translate("main", "--profile needs a folder.");
    return arguments;
}

int say(const QString &sentence, int exitCode)
{
    fprintf(stderr, "hookpanel: %s\n", qUtf8Printable(sentence));
    return exitCode;
}

bool mayHaveDisplay(const QStringList &arguments)
{
    const auto names = [](const QString &argument) {
        return argument == u"-platform" || argument == u"--platform" || argument == u"-display" || argument == u"--display";
    };
    return std::any_of(arguments.cbegin(), arguments.cend(), names) || qEnvironmentVariableIsSet("DISPLAY")
        || qEnvironmentVariableIsSet("WAYLAND_DISPLAY") || qEnvironmentVariableIsSet("QT_QPA_PLATFORM");
}

/// Answers --help and --version without a display; nothing when the window is wanted.
std::optional<int> answerWithoutWindow(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    installTranslations(application);
    const Arguments arguments = parse(QCoreApplication::arguments());
    if (arguments.help)
        fputs(qUtf8Printable(arguments.helpText), stdout);
    else if (arguments.version)
        fputs("hookpanel " HOOKPANEL_VERSION "\n", stdout);
    else if (!arguments.error.isEmpty() && !mayHaveDisplay(QCoreApplication::arguments()))
        return say(arguments.error, exitcode::usage); // a QApplication would end the program before this could be said
    else
        return std::nullopt;
    return 0;
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication::setApplicationName(u"hookpanel"_s);
    QCoreApplication::setApplicationVersion(QStringLiteral(HOOKPANEL_VERSION));

    if (const auto exitCode = answerWithoutWindow(argc, argv))
        return *exitCode;

    QApplication application(argc, argv); // takes Qt's own options, such as -platform, out of the arguments
    const Arguments arguments = parse(QApplication::arguments());
    if (!arguments.error.isEmpty())
        return say(arguments.error, exitcode::usage);
    exposeOpenMenus();
    PanelStyle::install();
    installTranslations(application);
    QGuiApplication::setDesktopFileName(u"io.github.hookpanel.Hookpanel"_s); // as packaging/desktop names it
    QGuiApplication::setWindowIcon(QIcon(u":/icons/hookpanel.svg"_s));

    const auto catalogue = readCatalogue();
    if (!catalogue)
        return say(Words::of(catalogue.error()), exitcode::internal);
    const QString folder = arguments.profile;
    const Profile profile = folder.isEmpty() ? Profile::standard() : Profile::inFolder(folder);
    if (const auto ready = profile.prepare(); !ready)
        return say(Words::of(ready.error()), exitcode::cannotCreate);

    // Own event types are read at the start; a damaged one is left out, as the command line says.
    const EventCatalogue events = catalogue->withOwn(EventTypeStore(profile).load().types);

    // Before the window: one that is dark a moment later flashes.
    const PortalAppearance desktop(PortalAppearance::sessionBus());
    Appearance appearance(&desktop, PreferencesStore(profile).load().value_or(Preferences()).theme);

    const SystemClock clock;
    MessageBoxPrompts prompts;
    EngineClient engine(profile, events, clock);
    QObject::connect(&engine, &PanelService::loaded, &appearance,
                     [&](const PanelContent &content) { appearance.setTheme(content.preferences.theme); });
    for (const auto signal : {&PanelService::preferencesStored, &PanelService::preferencesSaved})
        QObject::connect(&engine, signal, &appearance,
                         [&](const Preferences &preferences) { appearance.setTheme(preferences.theme); });
    MainWindow window(engine, prompts, clock, events, folder.isEmpty() ? QString() : QDir(folder).dirName());
    window.restore(WindowStateStore(profile).load()); // a small file, so that the window is not seen moving
    window.show();
    return QApplication::exec();
}
