<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_US">
<context>
    <name>hookpanel::AttemptView</name>
    <message numerus="yes">
        <source>%n header(s)</source>
        <translation>
            <numerusform>%n header</numerusform>
            <numerusform>%n headers</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hookpanel::AuditWords</name>
    <message numerus="yes">
        <source>%n second(s)</source>
        <translation>
            <numerusform>%n second</numerusform>
            <numerusform>%n seconds</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hookpanel::CertificateText</name>
    <message numerus="yes">
        <source>%n day(s) left</source>
        <translation>
            <numerusform>%n day left</numerusform>
            <numerusform>%n days left</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hookpanel::CommandContext</name>
    <message numerus="yes">
        <source>The secrets in %n webhook(s) stood in clear in their files. They are kept apart now.</source>
        <translation>
            <numerusform>The secrets in %n webhook stood in clear in its file. They are kept apart now.</numerusform>
            <numerusform>The secrets in %n webhooks stood in clear in their files. They are kept apart now.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hookpanel::ConflictModel</name>
    <message numerus="yes">
        <source>%n second(s)</source>
        <translation>
            <numerusform>%n second</numerusform>
            <numerusform>%n seconds</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hookpanel::DayChart</name>
    <message numerus="yes">
        <source>%n hour(s) ago</source>
        <translation>
            <numerusform>%n hour ago</numerusform>
            <numerusform>%n hours ago</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hookpanel::DefinitionsExchange</name>
    <message numerus="yes">
        <source>%n webhook(s) exported to “%1”.</source>
        <translation>
            <numerusform>%n webhook exported to “%1”.</numerusform>
            <numerusform>%n webhooks exported to “%1”.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Importing %n webhook(s)…</source>
        <translation>
            <numerusform>Importing %n webhook…</numerusform>
            <numerusform>Importing %n webhooks…</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hookpanel::DefinitionsWords</name>
    <message numerus="yes">
        <source>%n secret header value(s) were left out.</source>
        <translation>
            <numerusform>%n secret header value was left out.</numerusform>
            <numerusform>%n secret header values were left out.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n webhook(s) whose files cannot be read were left out.</source>
        <translation>
            <numerusform>%n webhook whose file cannot be read was left out.</numerusform>
            <numerusform>%n webhooks whose files cannot be read were left out.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hookpanel::DeliveriesPage</name>
    <message numerus="yes">
        <source>Exported %Ln deliveries as “%1”.</source>
        <translation>
            <numerusform>Exported %Ln delivery as “%1”.</numerusform>
            <numerusform>Exported %Ln deliveries as “%1”.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln dead letter(s)</source>
        <translation>
            <numerusform>%Ln dead letter</numerusform>
            <numerusform>%Ln dead letters</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln selected</source>
        <translation>
            <numerusform>%Ln selected</numerusform>
            <numerusform>%Ln selected</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hookpanel::DeliveryDetails</name>
    <message numerus="yes">
        <source>This event went to %n webhook(s).</source>
        <translation>
            <numerusform>This event went to %n webhook.</numerusform>
            <numerusform>This event went to %n webhooks.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n did not get it.</source>
        <comment>webhooks</comment>
        <translation>
            <numerusform>%n did not get it.</numerusform>
            <numerusform>%n did not get it.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hookpanel::DeliveryNews</name>
    <message numerus="yes">
        <source>%Ln retries fell due while Hookpanel was closed.</source>
        <translation>
            <numerusform>%Ln retry fell due while Hookpanel was closed.</numerusform>
            <numerusform>%Ln retries fell due while Hookpanel was closed.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln deliveries are older or more than is kept. They are removed from %1 on.</source>
        <translation>
            <numerusform>%Ln delivery is older or more than is kept. It is removed from %1 on.</numerusform>
            <numerusform>%Ln deliveries are older or more than is kept. They are removed from %1 on.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln old deliveries were removed.</source>
        <translation>
            <numerusform>%Ln old delivery was removed.</numerusform>
            <numerusform>%Ln old deliveries were removed.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln deliveries were cancelled: their webhooks are not there any more.</source>
        <translation>
            <numerusform>%Ln delivery was cancelled: its webhook is not there any more.</numerusform>
            <numerusform>%Ln deliveries were cancelled: their webhooks are not there any more.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln deliveries were being sent when Hookpanel last ended, and were interrupted. They are tried again.</source>
        <translation>
            <numerusform>%Ln delivery was being sent when Hookpanel last ended, and was interrupted. It is tried again.</numerusform>
            <numerusform>%Ln deliveries were being sent when Hookpanel last ended, and were interrupted. They are tried again.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hookpanel::EventTypesPage</name>
    <message numerus="yes">
        <source>%n more</source>
        <comment>webhooks</comment>
        <translation>
            <numerusform>%n more</numerusform>
            <numerusform>%n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hookpanel::EventTypesView</name>
    <message numerus="yes">
        <source>When you remove it, %n webhook(s) stay subscribed to it and get nothing.</source>
        <translation>
            <numerusform>When you remove it, %n webhook stays subscribed to it and gets nothing.</numerusform>
            <numerusform>When you remove it, %n webhooks stay subscribed to it and get nothing.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hookpanel::ExportCommand</name>
    <message numerus="yes">
        <source>%n webhook(s) written to “%1”.</source>
        <translation>
            <numerusform>%n webhook written to “%1”.</numerusform>
            <numerusform>%n webhooks written to “%1”.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hookpanel::MainWindow</name>
    <message numerus="yes">
        <source>%Ln dead letter(s)</source>
        <translation>
            <numerusform>%Ln dead letter</numerusform>
            <numerusform>%Ln dead letters</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The secrets in %n webhook(s) stood in clear in their files. They are kept apart now.</source>
        <translation>
            <numerusform>The secrets in %n webhook stood in clear in its file. They are kept apart now.</numerusform>
            <numerusform>The secrets in %n webhooks stood in clear in their files. They are kept apart now.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hookpanel::MessageBoxPrompts</name>
    <message numerus="yes">
        <source>Delete %n webhook(s)?</source>
        <translation>
            <numerusform>Delete %n webhook?</numerusform>
            <numerusform>Delete %n webhooks?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>… and %n more.</source>
        <translation>
            <numerusform>… and %n more.</numerusform>
            <numerusform>… and %n more.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hookpanel::ReceiveCommand</name>
    <message numerus="yes">
        <source>Body: %n bytes. Answered with %1.</source>
        <translation>
            <numerusform>Body: %n byte. Answered with %1.</numerusform>
            <numerusform>Body: %n bytes. Answered with %1.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hookpanel::RemoveCommand</name>
    <message numerus="yes">
        <source>%n pending deliveries were cancelled.</source>
        <translation>
            <numerusform>%n pending delivery was cancelled.</numerusform>
            <numerusform>%n pending deliveries were cancelled.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hookpanel::ResendAllDialog</name>
    <message numerus="yes">
        <source>Send %Ln dead letter(s) again?</source>
        <translation>
            <numerusform>Send %Ln dead letter again?</numerusform>
            <numerusform>Send %Ln dead letters again?</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hookpanel::SchemaImportDialog</name>
    <message numerus="yes">
        <source>Nothing can be imported: %n thing(s) are wrong.</source>
        <translation>
            <numerusform>Nothing can be imported: %n thing is wrong.</numerusform>
            <numerusform>Nothing can be imported: %n things are wrong.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hookpanel::SendEventPage</name>
    <message numerus="yes">
        <source>Sent to %n webhook(s).</source>
        <translation>
            <numerusform>Sent to %n webhook.</numerusform>
            <numerusform>Sent to %n webhooks.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Send to %n webhook(s)</source>
        <translation>
            <numerusform>Send to %n webhook</numerusform>
            <numerusform>Send to %n webhooks</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hookpanel::ServeCommand</name>
    <message numerus="yes">
        <source>%n retries fell due while Hookpanel was closed.</source>
        <translation>
            <numerusform>%n retry fell due while Hookpanel was closed.</numerusform>
            <numerusform>%n retries fell due while Hookpanel was closed.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n deliveries are older or more than is kept. They are removed from %1 on.</source>
        <translation>
            <numerusform>%n delivery is older or more than is kept. It is removed from %1 on.</numerusform>
            <numerusform>%n deliveries are older or more than is kept. They are removed from %1 on.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n old deliveries were removed.</source>
        <translation>
            <numerusform>%n old delivery was removed.</numerusform>
            <numerusform>%n old deliveries were removed.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n deliveries were cancelled: their webhooks are not there any more.</source>
        <translation>
            <numerusform>%n delivery was cancelled: its webhook is not there any more.</numerusform>
            <numerusform>%n deliveries were cancelled: their webhooks are not there any more.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n deliveries were being sent when Hookpanel last ended, and were interrupted. They are tried again.</source>
        <translation>
            <numerusform>%n delivery was being sent when Hookpanel last ended, and was interrupted. It is tried again.</numerusform>
            <numerusform>%n deliveries were being sent when Hookpanel last ended, and were interrupted. They are tried again.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hookpanel::SettingsPage</name>
    <message numerus="yes">
        <source>%n setting(s) could not be saved.</source>
        <translation>
            <numerusform>%n setting could not be saved.</numerusform>
            <numerusform>%n settings could not be saved.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>day(s)</source>
        <comment>after a number</comment>
        <translation>
            <numerusform>day</numerusform>
            <numerusform>days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>deliveries</source>
        <comment>after a number</comment>
        <translation>
            <numerusform>delivery</numerusform>
            <numerusform>deliveries</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hookpanel::SigningView</name>
    <message numerus="yes">
        <source>Hidden again in %n second(s), or when you leave this page.</source>
        <translation>
            <numerusform>Hidden again in %n second, or when you leave this page.</numerusform>
            <numerusform>Hidden again in %n seconds, or when you leave this page.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hookpanel::TlsView</name>
    <message numerus="yes">
        <source>and %n more certificate(s)</source>
        <translation>
            <numerusform>and %n more certificate</numerusform>
            <numerusform>and %n more certificates</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hookpanel::WebhooksPage</name>
    <message numerus="yes">
        <source>Deleted %n webhook(s)</source>
        <translation>
            <numerusform>Deleted %n webhook</numerusform>
            <numerusform>Deleted %n webhooks</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n change(s) could not be saved.</source>
        <translation>
            <numerusform>%n change could not be saved.</numerusform>
            <numerusform>%n changes could not be saved.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n selected</source>
        <translation>
            <numerusform>%n selected</numerusform>
            <numerusform>%n selected</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Added %n copies, disabled</source>
        <translation>
            <numerusform>Added %n copy, disabled</numerusform>
            <numerusform>Added %n copies, disabled</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Copied %n command(s).</source>
        <translation>
            <numerusform>Copied %n command.</numerusform>
            <numerusform>Copied %n commands.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n webhook(s) of a newer version of Hookpanel cannot be deleted with this version.</source>
        <translation>
            <numerusform>%n webhook of a newer version of Hookpanel cannot be deleted with this version.</numerusform>
            <numerusform>%n webhooks of a newer version of Hookpanel cannot be deleted with this version.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hookpanel::Words</name>
    <message numerus="yes">
        <source>%Ln byte(s)</source>
        <translation>
            <numerusform>%Ln byte</numerusform>
            <numerusform>%Ln bytes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 and %n more</source>
        <comment>names</comment>
        <translation>
            <numerusform>%1 and %n more</numerusform>
            <numerusform>%1 and %n more</numerusform>
        </translation>
    </message>
</context>
</TS>
