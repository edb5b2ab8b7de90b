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
</context>
</TS>
