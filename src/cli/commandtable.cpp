// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "cli/commandtable.h"

#include "cli/addcommand.h"
#include "cli/auditcommand.h"
#include "cli/contenttypescommand.h"
#include "cli/defaultheaderscommand.h"
#include "cli/deliveriescommand.h"
#include "cli/deliverycommand.h"
#include "cli/editcommand.h"
#include "cli/emitcommand.h"
#include "cli/eventtypescommand.h"
#include "cli/exportcommand.h"
#include "cli/importcommand.h"
#include "cli/listcommand.h"
#include "cli/receivecommand.h"
#include "cli/removecommand.h"
#include "cli/resendcommand.h"
#include "cli/retrycommand.h"
#include "cli/secretcommand.h"
#include "cli/servecommand.h"
#include "cli/settingscommand.h"
#include "cli/showcommand.h"
#include "cli/stopcommand.h"
#include "cli/switchcommand.h"
#include "cli/triggercommand.h"
#include "cli/verifycommand.h"

namespace hookpanel {

std::vector<std::unique_ptr<Command>> makeCommands()
{
    std::vector<std::unique_ptr<Command>> commands;
    commands.push_back(std::make_unique<ListCommand>());
    commands.push_back(std::make_unique<ShowCommand>());
    commands.push_back(std::make_unique<AddCommand>());
    commands.push_back(std::make_unique<EditCommand>());
    commands.push_back(std::make_unique<SwitchCommand>(SwitchCommand::To::Enabled));
    commands.push_back(std::make_unique<SwitchCommand>(SwitchCommand::To::Disabled));
    commands.push_back(std::make_unique<RemoveCommand>());
    commands.push_back(std::make_unique<TriggerCommand>());
    commands.push_back(std::make_unique<EmitCommand>());
    commands.push_back(std::make_unique<DeliveriesCommand>());
    commands.push_back(std::make_unique<DeliveryCommand>());
    commands.push_back(std::make_unique<ResendCommand>());
    commands.push_back(std::make_unique<RetryCommand>());
    commands.push_back(std::make_unique<StopCommand>());
    commands.push_back(std::make_unique<ContentTypesCommand>());
    commands.push_back(std::make_unique<EventTypesCommand>());
    commands.push_back(std::make_unique<DefaultHeadersCommand>());
    commands.push_back(std::make_unique<SettingsCommand>());
    commands.push_back(std::make_unique<SecretCommand>());
    commands.push_back(std::make_unique<AuditCommand>());
    commands.push_back(std::make_unique<ExportCommand>());
    commands.push_back(std::make_unique<ImportCommand>());
    commands.push_back(std::make_unique<VerifyCommand>());
    commands.push_back(std::make_unique<ServeCommand>());
    commands.push_back(std::make_unique<ReceiveCommand>());
    return commands;
}

} // namespace hookpanel
