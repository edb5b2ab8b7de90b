<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de_DE">
<context>
    <name>hookpanel::AddCommand</name>
    <message>
        <source>add a webhook</source>
        <translation>einen Webhook hinzufügen</translation>
    </message>
    <message>
        <source>Adds a webhook and prints it. What is not given is as the settings say: no headers, no event types, all content types, and the timeout and retry schedule of “hookpanel-cli settings”.</source>
        <translation>Fügt einen Webhook hinzu und gibt ihn aus. Was nicht angegeben ist, folgt den Einstellungen: keine Header, keine Ereignistypen, alle Inhaltstypen sowie Zeitlimit und Wiederholungsplan aus „hookpanel-cli settings“.</translation>
    </message>
    <message>
        <source>--%1 is missing. See: hookpanel-cli add --help</source>
        <translation>--%1 fehlt. Siehe: hookpanel-cli add --help</translation>
    </message>
</context>
<context>
    <name>hookpanel::AnswerView</name>
    <message>
        <source>Response received</source>
        <translation>Antwort erhalten</translation>
    </message>
    <message>
        <source>Save body…</source>
        <translation>Inhalt speichern…</translation>
    </message>
    <message>
        <source>Save the body to a file, byte for byte as it was received</source>
        <translation>Den Inhalt in einer Datei speichern, Byte für Byte wie empfangen</translation>
    </message>
    <message>
        <source>About the response</source>
        <translation>Über die Antwort</translation>
    </message>
    <message>
        <source>Show response as</source>
        <translation>Antwort anzeigen als</translation>
    </message>
    <message>
        <source>Raw</source>
        <translation>Roh</translation>
    </message>
    <message>
        <source>Pretty</source>
        <translation>Formatiert</translation>
    </message>
    <message>
        <source>Headers</source>
        <translation>Header</translation>
    </message>
    <message>
        <source>The whole answer as it came</source>
        <translation>Die ganze Antwort, wie sie kam</translation>
    </message>
    <message>
        <source>The body, indented where it is JSON</source>
        <translation>Der Inhalt, eingerückt, wenn er JSON ist</translation>
    </message>
    <message>
        <source>Status line and headers</source>
        <translation>Statuszeile und Header</translation>
    </message>
    <message>
        <source>Response received · %1</source>
        <translation>Antwort erhalten · %1</translation>
    </message>
    <message>
        <source>The answer has no body.</source>
        <translation>Die Antwort hat keinen Inhalt.</translation>
    </message>
    <message>
        <source>The first %1 of %2 are shown.</source>
        <translation>Die ersten %1 von %2 werden angezeigt.</translation>
    </message>
    <message>
        <source>The first %1 lines are shown; Raw shows all of it.</source>
        <translation>Die ersten %1 Zeilen werden angezeigt; „Roh“ zeigt alles.</translation>
    </message>
    <message>
        <source>The body is not UTF-8 text; what cannot be read is shown as �.</source>
        <translation>Der Inhalt ist kein UTF-8-Text; was nicht lesbar ist, erscheint als �.</translation>
    </message>
    <message>
        <source>The body is not JSON; it is shown as it came.</source>
        <translation>Der Inhalt ist kein JSON; er wird angezeigt, wie er kam.</translation>
    </message>
</context>
<context>
    <name>hookpanel::AttemptView</name>
    <message>
        <source>Trigger state</source>
        <translation>Stand des Auslösens</translation>
    </message>
    <message>
        <source>Duration</source>
        <translation>Dauer</translation>
    </message>
    <message>
        <source>Request target</source>
        <translation>Ziel der Anfrage</translation>
    </message>
    <message>
        <source>Cancel trigger</source>
        <translation>Auslösen abbrechen</translation>
    </message>
    <message>
        <source>Abort the request (Esc)</source>
        <translation>Die Anfrage abbrechen (Esc)</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>Ergebnis</translation>
    </message>
    <message>
        <source>Timeline</source>
        <translation>Zeitverlauf</translation>
    </message>
    <message>
        <source>Secured by</source>
        <translation>Gesichert durch</translation>
    </message>
    <message>
        <source>Certificate</source>
        <translation>Zertifikat</translation>
    </message>
    <message>
        <source>Request sent</source>
        <translation>Anfrage gesendet</translation>
    </message>
    <message>
        <source>Show timeline or certificate</source>
        <translation>Zeitverlauf oder Zertifikat anzeigen</translation>
    </message>
    <message>
        <source>No answer was received.</source>
        <translation>Es kam keine Antwort.</translation>
    </message>
    <message>
        <source>Request, not sent</source>
        <translation>Anfrage, nicht gesendet</translation>
    </message>
    <message>
        <source>Request</source>
        <translation>Anfrage</translation>
    </message>
    <message>
        <source>%1 · %2 · %3</source>
        <comment>request, headers, size</comment>
        <translation>%1 · %2 · %3</translation>
    </message>
    <message numerus="yes">
        <source>%n header(s)</source>
        <translation>
            <numerusform>%n Header</numerusform>
            <numerusform>%n Header</numerusform>
        </translation>
    </message>
    <message>
        <source>Trust this certificate…</source>
        <translation>Diesem Zertifikat vertrauen …</translation>
    </message>
    <message>
        <source>Look at the certificate, and trust it alone for this webhook</source>
        <translation>Das Zertifikat ansehen und für diesen Webhook ihm allein vertrauen</translation>
    </message>
</context>
<context>
    <name>hookpanel::AuditCommand</name>
    <message>
        <source>show what was changed in webhooks</source>
        <translation>zeigen, was an Webhooks geändert wurde</translation>
    </message>
    <message>
        <source>Prints what was done to the webhook W, or to all of them: when, by which program, and what was there before and after; the newest first. Secrets are masked. With --json it is an export.
A webhook that is gone is named by its whole id.</source>
        <translation>Gibt aus, was am Webhook W oder an allen geändert wurde: wann, von welchem Programm, und was vorher und nachher dastand; das Neueste zuerst. Geheimnisse sind maskiert. Mit --json ist es ein Export.
Ein Webhook, den es nicht mehr gibt, wird mit seiner ganzen ID genannt.</translation>
    </message>
    <message>
        <source>At most so many changes; 100 when it is not given.</source>
        <translation>Höchstens so viele Änderungen; ohne Angabe 100.</translation>
    </message>
    <message>
        <source>“%1” is not a number of changes. Give a whole number, 1 or more.</source>
        <translation>„%1“ ist keine Anzahl von Änderungen. Geben Sie eine ganze Zahl ab 1 an.</translation>
    </message>
    <message>
        <source>Nothing was changed since changes are written down.</source>
        <translation>Seit Änderungen aufgeschrieben werden, wurde nichts geändert.</translation>
    </message>
</context>
<context>
    <name>hookpanel::AuditModel</name>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Program</source>
        <translation>Programm</translation>
    </message>
    <message>
        <source>Field</source>
        <translation>Feld</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>Vorher</translation>
    </message>
    <message>
        <source>After</source>
        <translation>Nachher</translation>
    </message>
</context>
<context>
    <name>hookpanel::AuditWords</name>
    <message>
        <source>Created</source>
        <translation>Angelegt</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>Geändert</translation>
    </message>
    <message>
        <source>Deleted</source>
        <translation>Gelöscht</translation>
    </message>
    <message>
        <source>Brought back</source>
        <translation>Zurückgeholt</translation>
    </message>
    <message>
        <source>another program or an editor</source>
        <translation>ein anderes Programm oder ein Editor</translation>
    </message>
    <message>
        <source>Signing secrets</source>
        <translation>Signaturgeheimnisse</translation>
    </message>
    <message>
        <source>%1 (replaced)</source>
        <comment>a secret value</comment>
        <translation>%1 (ersetzt)</translation>
    </message>
    <message>
        <source>%1 until %2</source>
        <comment>a masked secret, a time</comment>
        <translation>%1 bis %2</translation>
    </message>
    <message>
        <source>Enabled</source>
        <translation>Aktiviert</translation>
    </message>
    <message>
        <source>Disabled</source>
        <translation>Deaktiviert</translation>
    </message>
    <message numerus="yes">
        <source>%n second(s)</source>
        <translation>
            <numerusform>%n Sekunde(n)</numerusform>
            <numerusform>%n Sekunde(n)</numerusform>
        </translation>
    </message>
    <message>
        <source>All events, future ones too</source>
        <translation>Alle Ereignisse, auch künftige</translation>
    </message>
    <message>
        <source>All content types</source>
        <translation>Alle Inhaltstypen</translation>
    </message>
    <message>
        <source>Passphrase</source>
        <translation>Passphrase</translation>
    </message>
</context>
<context>
    <name>hookpanel::BodySaver</name>
    <message>
        <source>Saved the first %1 of %2, all that was kept, as “%3”.</source>
        <translation>Die ersten %1 von %2, alles, was aufbewahrt wurde, als „%3“ gespeichert.</translation>
    </message>
    <message>
        <source>Saved %1 as “%2”.</source>
        <translation>%1 als „%2“ gespeichert.</translation>
    </message>
</context>
<context>
    <name>hookpanel::ButtonsMenu</name>
    <message>
        <source>Actions</source>
        <translation>Aktionen</translation>
    </message>
</context>
<context>
    <name>hookpanel::Catalogue</name>
    <message>
        <source>Entry</source>
        <translation>Eintrag</translation>
    </message>
    <message>
        <source>Create</source>
        <translation>Anlegen</translation>
    </message>
    <message>
        <source>An entry is created.</source>
        <translation>Ein Eintrag wird angelegt.</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>An entry is deleted.</source>
        <translation>Ein Eintrag wird gelöscht.</translation>
    </message>
    <message>
        <source>Discard draft</source>
        <translation>Entwurf verwerfen</translation>
    </message>
    <message>
        <source>The draft of an entry is discarded (Strapi 5).</source>
        <translation>Der Entwurf eines Eintrags wird verworfen (Strapi 5).</translation>
    </message>
    <message>
        <source>Only for content types with draft &amp; publish switched on.</source>
        <translation>Nur bei Inhaltstypen mit eingeschaltetem „Draft &amp; Publish“.</translation>
    </message>
    <message>
        <source>Publish</source>
        <translation>Veröffentlichen</translation>
    </message>
    <message>
        <source>An entry is published.</source>
        <translation>Ein Eintrag wird veröffentlicht.</translation>
    </message>
    <message>
        <source>Unpublish</source>
        <translation>Zurückziehen</translation>
    </message>
    <message>
        <source>An entry is unpublished.</source>
        <translation>Die Veröffentlichung eines Eintrags wird zurückgezogen.</translation>
    </message>
    <message>
        <source>Update</source>
        <translation>Aktualisieren</translation>
    </message>
    <message>
        <source>An entry is updated.</source>
        <translation>Ein Eintrag wird geändert.</translation>
    </message>
    <message>
        <source>Media</source>
        <translation>Medien</translation>
    </message>
    <message>
        <source>A file is uploaded.</source>
        <translation>Eine Datei wird hochgeladen.</translation>
    </message>
    <message>
        <source>A file is deleted.</source>
        <translation>Eine Datei wird gelöscht.</translation>
    </message>
    <message>
        <source>A file is replaced or its data is changed.</source>
        <translation>Eine Datei wird ersetzt, oder ihre Daten werden geändert.</translation>
    </message>
    <message>
        <source>Releases</source>
        <translation>Releases</translation>
    </message>
    <message>
        <source>A release is published.</source>
        <translation>Ein Release wird veröffentlicht.</translation>
    </message>
    <message>
        <source>Sent by Strapi&apos;s Enterprise edition and the Team plan of Strapi Cloud only.</source>
        <translation>Nur von der Enterprise-Edition von Strapi und vom Team-Tarif der Strapi Cloud gesendet.</translation>
    </message>
    <message>
        <source>Review workflows</source>
        <translation>Prüfabläufe</translation>
    </message>
    <message>
        <source>Stage change</source>
        <translation>Stufenwechsel</translation>
    </message>
    <message>
        <source>An entry moves from one review stage to another.</source>
        <translation>Ein Eintrag wechselt von einer Prüfstufe zur anderen.</translation>
    </message>
    <message>
        <source>Sent by Strapi&apos;s Enterprise edition only.</source>
        <translation>Nur von der Enterprise-Edition von Strapi gesendet.</translation>
    </message>
    <message>
        <source>The test event of the Trigger button.</source>
        <translation>Das Testereignis der Schaltfläche „Auslösen“.</translation>
    </message>
    <message>
        <source>Nobody can subscribe to it.</source>
        <translation>Niemand kann es abonnieren.</translation>
    </message>
</context>
<context>
    <name>hookpanel::CertificateText</name>
    <message>
        <source>%1 with %2</source>
        <comment>TLS version, cipher</comment>
        <translation>%1 mit %2</translation>
    </message>
    <message>
        <source>Not valid before %1</source>
        <translation>Gültig erst ab %1</translation>
    </message>
    <message>
        <source>Expired on %1</source>
        <translation>Abgelaufen am %1</translation>
    </message>
    <message>
        <source>Valid until %1</source>
        <translation>Gültig bis %1</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>name, value</comment>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>nicht bekannt</translation>
    </message>
    <message>
        <source>Subject</source>
        <translation>Inhaber</translation>
    </message>
    <message>
        <source>Issuer</source>
        <translation>Aussteller</translation>
    </message>
    <message>
        <source>Names</source>
        <translation>Namen</translation>
    </message>
    <message>
        <source>Valid from</source>
        <translation>Gültig ab</translation>
    </message>
    <message>
        <source>Expired</source>
        <translation>Abgelaufen</translation>
    </message>
    <message>
        <source>Valid until</source>
        <translation>Gültig bis</translation>
    </message>
    <message>
        <source>SHA-256</source>
        <translation>SHA-256</translation>
    </message>
    <message>
        <source>Protocol</source>
        <translation>Protokoll</translation>
    </message>
    <message>
        <source>Cipher</source>
        <translation>Verschlüsselung</translation>
    </message>
    <message>
        <source>ends today</source>
        <translation>endet heute</translation>
    </message>
    <message numerus="yes">
        <source>%n day(s) left</source>
        <translation>
            <numerusform>noch %n Tag</numerusform>
            <numerusform>noch %n Tage</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <comment>a certificate: validity, days left</comment>
        <translation>%1 · %2</translation>
    </message>
</context>
<context>
    <name>hookpanel::ChangesDialog</name>
    <message>
        <source>Changes</source>
        <translation>Änderungen</translation>
    </message>
    <message>
        <source>Nothing was written down yet. Each change from now on is listed here, whichever program makes it.</source>
        <translation>Noch ist nichts aufgezeichnet. Ab jetzt steht hier jede Änderung, gleich welches Programm sie macht.</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Exportieren…</translation>
    </message>
    <message>
        <source>Save these changes as JSON lines</source>
        <translation>Diese Änderungen als JSON-Zeilen speichern</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>What was done to “%1”, by which program, the newest first.</source>
        <translation>Was mit „%1“ geschah und durch welches Programm, das Neueste zuerst.</translation>
    </message>
    <message>
        <source>Exported as “%1”.</source>
        <translation>Als „%1“ exportiert.</translation>
    </message>
</context>
<context>
    <name>hookpanel::CommandContext</name>
    <message>
        <source>There is no keyring that can be used, so the secrets of this profile are kept in “%1”, which only you can read.</source>
        <translation>Es gibt keinen verwendbaren Schlüsselbund, daher werden die Geheimnisse dieses Profils in „%1“ aufbewahrt, was nur Sie lesen können.</translation>
    </message>
    <message>
        <source>The secrets in the default headers stood in clear in their file. They are kept apart now.</source>
        <translation>Die Geheimnisse in den Standard-Headern standen im Klartext in ihrer Datei. Sie werden jetzt getrennt aufbewahrt.</translation>
    </message>
    <message numerus="yes">
        <source>The secrets in %n webhook(s) stood in clear in their files. They are kept apart now.</source>
        <translation>
            <numerusform>Die Geheimnisse in %n Webhook standen im Klartext in dessen Datei. Sie werden jetzt getrennt aufbewahrt.</numerusform>
            <numerusform>Die Geheimnisse in %n Webhooks standen im Klartext in deren Dateien. Sie werden jetzt getrennt aufbewahrt.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hookpanel::CommandLine</name>
    <message>
        <source>Use the profile in this folder instead of your own one.</source>
        <translation>Das Profil in diesem Ordner statt des eigenen verwenden.</translation>
    </message>
    <message>
        <source>Print data, and errors, as one JSON document.</source>
        <translation>Daten und Fehler als ein JSON-Dokument ausgeben.</translation>
    </message>
    <message>
        <source>Print this help.</source>
        <translation>Diese Hilfe ausgeben.</translation>
    </message>
    <message>
        <source>Print the version.</source>
        <translation>Die Version ausgeben.</translation>
    </message>
    <message>
        <source>%1 See: hookpanel-cli --help</source>
        <translation>%1 Siehe: hookpanel-cli --help</translation>
    </message>
    <message>
        <source>A command is missing. See: hookpanel-cli --help</source>
        <translation>Ein Befehl fehlt. Siehe: hookpanel-cli --help</translation>
    </message>
    <message>
        <source>--profile needs a folder: its name is empty.</source>
        <translation>--profile braucht einen Ordner: Der Name ist leer.</translation>
    </message>
    <message>
        <source>There is no home folder (HOME is not set): name the profile&apos;s folder with --profile.</source>
        <translation>Es gibt kein Home-Verzeichnis (HOME ist nicht gesetzt): Geben Sie den Ordner des Profils mit --profile an.</translation>
    </message>
    <message>
        <source>There is no command “%1”. The commands are: %2. See: hookpanel-cli --help</source>
        <translation>Es gibt keinen Befehl „%1“. Die Befehle sind: %2. Siehe: hookpanel-cli --help</translation>
    </message>
    <message>
        <source>See: hookpanel-cli %1 --help</source>
        <translation>Siehe: hookpanel-cli %1 --help</translation>
    </message>
    <message>
        <source>Something is missing: %1. %2</source>
        <translation>Es fehlt etwas: %1. %2</translation>
    </message>
    <message>
        <source>“%1” is one argument too many. %2</source>
        <translation>„%1“ ist ein Argument zu viel. %2</translation>
    </message>
    <message>
        <source>An argument is not UTF-8 text. Use a UTF-8 terminal, or convert the script.</source>
        <translation>Ein Argument ist kein UTF-8-Text. Verwenden Sie ein UTF-8-Terminal oder wandeln Sie das Skript um.</translation>
    </message>
    <message>
        <source>Internal error: %1. Please report it.</source>
        <translation>Interner Fehler: %1. Bitte melden Sie ihn.</translation>
    </message>
</context>
<context>
    <name>hookpanel::ConflictModel</name>
    <message>
        <source>Field</source>
        <translation>Feld</translation>
    </message>
    <message>
        <source>Mine</source>
        <translation>Meine</translation>
    </message>
    <message>
        <source>Theirs</source>
        <translation>Andere</translation>
    </message>
    <message>
        <source>Enabled</source>
        <translation>Aktiviert</translation>
    </message>
    <message>
        <source>Disabled</source>
        <translation>Deaktiviert</translation>
    </message>
    <message>
        <source>All events, future ones too</source>
        <translation>Alle Ereignisse, auch künftige</translation>
    </message>
    <message>
        <source>All content types</source>
        <translation>Alle Inhaltstypen</translation>
    </message>
    <message numerus="yes">
        <source>%n second(s)</source>
        <translation>
            <numerusform>%n Sekunde</numerusform>
            <numerusform>%n Sekunden</numerusform>
        </translation>
    </message>
    <message>
        <source>None</source>
        <translation>Keine</translation>
    </message>
    <message>
        <source>without %1</source>
        <comment>a header or event type that the other version has</comment>
        <translation>ohne %1</translation>
    </message>
    <message>
        <source>with %1</source>
        <comment>a header or event type that the other version lacks</comment>
        <translation>mit %1</translation>
    </message>
    <message>
        <source>Secret %1, until %2</source>
        <translation>Geheimnis %1, bis %2</translation>
    </message>
    <message>
        <source>Secret %1</source>
        <translation>Geheimnis %1</translation>
    </message>
</context>
<context>
    <name>hookpanel::ConflictPanel</name>
    <message>
        <source>Conflict</source>
        <translation>Konflikt</translation>
    </message>
    <message>
        <source>Keep mine</source>
        <translation>Meine behalten</translation>
    </message>
    <message>
        <source>The form stays as it is; Save then overwrites their version</source>
        <translation>Das Formular bleibt, wie es ist; „Speichern“ überschreibt dann die andere Fassung</translation>
    </message>
    <message>
        <source>Take theirs</source>
        <translation>Andere übernehmen</translation>
    </message>
    <message>
        <source>The form shows their version; yours can be brought back</source>
        <translation>Das Formular zeigt die andere Fassung; Ihre lässt sich zurückholen</translation>
    </message>
    <message>
        <source>A newer version of Hookpanel changed this webhook while you edited it, so this version cannot save it any more. Note down what you still need, then take theirs.</source>
        <translation>Eine neuere Version von Hookpanel hat diesen Webhook während der Bearbeitung geändert, daher kann diese Version ihn nicht mehr speichern. Notieren Sie, was Sie noch brauchen, und wählen Sie dann „Andere übernehmen“.</translation>
    </message>
    <message>
        <source>Another program changed this webhook while you edited it. Nothing is saved until you choose.</source>
        <translation>Ein anderes Programm hat diesen Webhook während der Bearbeitung geändert. Es wird nichts gespeichert, bis Sie wählen.</translation>
    </message>
    <message>
        <source>Its name and its URL cannot be read any more. Keep mine, then save.</source>
        <translation>Name und URL sind nicht mehr lesbar. Behalten Sie Ihre Fassung und speichern Sie dann.</translation>
    </message>
    <message>
        <source>“Theirs” is what can still be read of it. Nothing is saved until you choose.</source>
        <translation>„Andere“ ist, was davon noch lesbar ist. Es wird nichts gespeichert, bis Sie wählen.</translation>
    </message>
</context>
<context>
    <name>hookpanel::Console</name>
    <message>
        <source>The output could not be written whole: %1. Check where it is sent to, and its free space.</source>
        <translation>Die Ausgabe konnte nicht vollständig geschrieben werden: %1. Prüfen Sie, wohin sie geht und ob dort Platz frei ist.</translation>
    </message>
</context>
<context>
    <name>hookpanel::ContentTypesCommand</name>
    <message>
        <source>show or change the content types that are known</source>
        <translation>die bekannten Inhaltstypen zeigen oder ändern</translation>
    </message>
    <message>
        <source>Prints the content types and components that are known, and what is taken out of every event of them because it is private or a password.
“import” reads Strapi&apos;s schema files: a schema.json, a folder with such files, or a whole project (its src/api, src/extensions and src/components). The uid comes from the path; --uid gives it for a file that stands elsewhere. When anything in a file is not as it must be, it is said, and nothing is changed.
“remove” forgets one, by its uid or its model.</source>
        <translation>Gibt die bekannten Inhaltstypen und Komponenten aus und was aus jedem ihrer Ereignisse herausgenommen wird, weil es privat oder ein Passwort ist.
„import“ liest Schemadateien von Strapi: eine schema.json, einen Ordner mit solchen Dateien oder ein ganzes Projekt (dessen src/api, src/extensions und src/components). Die uid ergibt sich aus dem Pfad; --uid nennt sie für eine Datei, die woanders liegt. Ist etwas in einer Datei nicht so, wie es sein muss, wird es gesagt, und nichts wird geändert.
„remove“ vergisst einen, anhand seiner uid oder seines Modells.</translation>
    </message>
    <message>
        <source>The uid of the one file, as api::address.address or shared.geo.</source>
        <translation>Die uid der einen Datei, etwa api::address.address oder shared.geo.</translation>
    </message>
    <message>
        <source>See: hookpanel-cli content-types --help</source>
        <translation>Siehe: hookpanel-cli content-types --help</translation>
    </message>
    <message>
        <source>--uid belongs to “import”. %1</source>
        <translation>--uid gehört zu „import“. %1</translation>
    </message>
    <message>
        <source>“import” needs a file or a folder. %1</source>
        <translation>„import“ braucht eine Datei oder einen Ordner. %1</translation>
    </message>
    <message>
        <source>--uid is for one file. %1</source>
        <translation>--uid gilt für eine einzelne Datei. %1</translation>
    </message>
    <message>
        <source>“%1” is neither “import” nor “remove”. %2</source>
        <translation>„%1“ ist weder „import“ noch „remove“. %2</translation>
    </message>
    <message>
        <source>“remove” needs one content type. %1</source>
        <translation>„remove“ braucht einen Inhaltstyp. %1</translation>
    </message>
    <message>
        <source>No content types are known.</source>
        <translation>Es sind keine Inhaltstypen bekannt.</translation>
    </message>
    <message>
        <source>Several content types are called “%1”. Give the uid of one of them: %2</source>
        <translation>Mehrere Inhaltstypen heißen „%1“. Nennen Sie die uid von einem davon: %2</translation>
    </message>
    <message>
        <source>Removed %1.</source>
        <translation>%1 wurde entfernt.</translation>
    </message>
    <message>
        <source>UID</source>
        <translation>UID</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Draft &amp; publish</source>
        <translation>Entwurf &amp; Veröffentlichung</translation>
    </message>
    <message>
        <source>Taken out</source>
        <translation>Herausgenommen</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>ja</translation>
    </message>
    <message>
        <source>%1 (all but its id)</source>
        <translation>%1 (alles außer der ID)</translation>
    </message>
</context>
<context>
    <name>hookpanel::ContentTypesModel</name>
    <message>
        <source>Component</source>
        <translation>Komponente</translation>
    </message>
    <message>
        <source>Content type</source>
        <translation>Inhaltstyp</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>ja</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>nichts</translation>
    </message>
    <message>
        <source>, </source>
        <translation>, </translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>UID</source>
        <translation>UID</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>Draft &amp; publish</source>
        <translation>„Draft &amp; Publish“</translation>
    </message>
    <message>
        <source>Taken out of events</source>
        <translation>Aus Ereignissen entfernt</translation>
    </message>
    <message>
        <source>%1 (all but its id)</source>
        <translation>%1 (alles außer der ID)</translation>
    </message>
</context>
<context>
    <name>hookpanel::ContentTypesView</name>
    <message>
        <source>Content types</source>
        <translation>Inhaltstypen</translation>
    </message>
    <message>
        <source>Import files…</source>
        <translation>Dateien importieren …</translation>
    </message>
    <message>
        <source>Import schema.json files of a Strapi project</source>
        <translation>Importiert schema.json-Dateien eines Strapi-Projekts</translation>
    </message>
    <message>
        <source>Import folder…</source>
        <translation>Ordner importieren …</translation>
    </message>
    <message>
        <source>Import all schema files of a folder or a whole Strapi project</source>
        <translation>Importiert alle Schemadateien eines Ordners oder eines ganzen Strapi-Projekts</translation>
    </message>
    <message>
        <source>Remove content type</source>
        <translation>Inhaltstyp entfernen</translation>
    </message>
    <message>
        <source>Of a known content type, private attributes and passwords are taken out of every event, and relations to users are cut to their id.</source>
        <translation>Bei einem bekannten Inhaltstyp werden private Attribute und Passwörter aus jedem Ereignis entfernt, und von Beziehungen zu Benutzern bleibt nur die ID.</translation>
    </message>
    <message>
        <source>No content types are known, so nothing private can be taken out of events. Import the schema files of your Strapi project: choose its folder, or single schema.json files.</source>
        <translation>Es sind keine Inhaltstypen bekannt; darum kann nichts Privates aus Ereignissen entfernt werden. Importieren Sie die Schemadateien Ihres Strapi-Projekts: Wählen Sie seinen Ordner oder einzelne schema.json-Dateien.</translation>
    </message>
    <message>
        <source>Schema files (*.json);;All files (*)</source>
        <translation>Schemadateien (*.json);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>No event is accepted until this is mended, because it might say that something is private.</source>
        <translation>Kein Ereignis wird angenommen, bis das behoben ist, denn darin könnte stehen, dass etwas privat ist.</translation>
    </message>
    <message>
        <source>%1 added, %2 updated.</source>
        <comment>numbers of content types</comment>
        <translation>%1 hinzugefügt, %2 aktualisiert.</translation>
    </message>
</context>
<context>
    <name>hookpanel::CurlCopier</name>
    <message>
        <source>Copied the request as a cURL command.</source>
        <translation>Die Anfrage wurde als cURL-Befehl kopiert.</translation>
    </message>
    <message>
        <source>Copied the request as a cURL command. Set %1 first: secrets are not copied.</source>
        <translation>Die Anfrage wurde als cURL-Befehl kopiert. Setzen Sie zuerst %1: Geheimnisse werden nicht kopiert.</translation>
    </message>
    <message>
        <source>, </source>
        <translation>, </translation>
    </message>
    <message>
        <source>Copied the request as a cURL command with its secrets. Take care where you paste it.</source>
        <translation>Die Anfrage wurde als cURL-Befehl mit ihren Geheimnissen kopiert. Achten Sie darauf, wo Sie ihn einfügen.</translation>
    </message>
    <message>
        <source>Copied the request as a cURL command with its secrets, but for %1: what was sent there is not known any more.</source>
        <translation>Die Anfrage wurde als cURL-Befehl mit ihren Geheimnissen kopiert, außer bei %1: Was dort gesendet wurde, ist nicht mehr bekannt.</translation>
    </message>
</context>
<context>
    <name>hookpanel::DayChart</name>
    <message>
        <source>Deliveries of the last 24 hours</source>
        <translation>Zustellungen der letzten 24 Stunden</translation>
    </message>
    <message>
        <source>In the last hour</source>
        <translation>In der letzten Stunde</translation>
    </message>
    <message numerus="yes">
        <source>%n hour(s) ago</source>
        <translation>
            <numerusform>Vor %n Stunde</numerusform>
            <numerusform>Vor %n Stunden</numerusform>
        </translation>
    </message>
    <message>
        <source>No deliveries of real events in the last 24 hours</source>
        <translation>Keine Zustellungen echter Ereignisse in den letzten 24 Stunden</translation>
    </message>
    <message>
        <source>Last 24 hours:</source>
        <translation>Letzte 24 Stunden:</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>kind of outcome, how many deliveries</comment>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>No deliveries</source>
        <translation>Keine Zustellungen</translation>
    </message>
    <message>
        <source>, </source>
        <translation>, </translation>
    </message>
    <message>
        <source>No delivery of a real event has ended in the last 24 hours. Under way: %1</source>
        <translation>In den letzten 24 Stunden ist keine Zustellung eines echten Ereignisses zu Ende gegangen. Unterwegs: %1</translation>
    </message>
</context>
<context>
    <name>hookpanel::DefaultHeadersCommand</name>
    <message>
        <source>show or change the headers sent with every webhook</source>
        <translation>die Header anzeigen oder ändern, die mit jedem Webhook gesendet werden</translation>
    </message>
    <message>
        <source>Prints the headers that are sent with every webhook; a webhook&apos;s own header of the same name replaces one of them.
“set” adds headers, or replaces those of the same name (upper and lower case count as the same); “remove” takes them out by name. When one argument is refused, nothing is changed.</source>
        <translation>Gibt die Header aus, die mit jedem Webhook gesendet werden; ein eigener Header des Webhooks mit demselben Namen ersetzt einen davon.
„set“ fügt Header hinzu oder ersetzt die mit demselben Namen (Groß- und Kleinschreibung zählt nicht); „remove“ entfernt sie nach Namen. Wird ein Argument abgelehnt, ändert sich nichts.</translation>
    </message>
    <message>
        <source>See: hookpanel-cli default-headers --help</source>
        <translation>Siehe: hookpanel-cli default-headers --help</translation>
    </message>
    <message>
        <source>“%1” is neither “set” nor “remove”. %2</source>
        <translation>„%1“ ist weder „set“ noch „remove“. %2</translation>
    </message>
    <message>
        <source>“set” needs a header, as &apos;X-Token: abc&apos;.</source>
        <translation>„set“ braucht einen Header, etwa &apos;X-Token: abc&apos;.</translation>
    </message>
    <message>
        <source>“remove” needs a header&apos;s name.</source>
        <translation>„remove“ braucht den Namen eines Headers.</translation>
    </message>
    <message>
        <source>There is no default header “%1”; “hookpanel-cli default-headers” shows them.</source>
        <translation>Es gibt keinen Standard-Header „%1“; „hookpanel-cli default-headers“ zeigt sie an.</translation>
    </message>
    <message>
        <source>There are no default headers.</source>
        <translation>Es gibt keine Standard-Header.</translation>
    </message>
    <message>
        <source>--%1 is for “set”.</source>
        <translation>--%1 gehört zu „set“.</translation>
    </message>
</context>
<context>
    <name>hookpanel::DefinitionsExchange</name>
    <message>
        <source>Import webhooks</source>
        <translation>Webhooks importieren</translation>
    </message>
    <message>
        <source>JSON files (*.json);;All files (*)</source>
        <translation>JSON-Dateien (*.json);;Alle Dateien (*)</translation>
    </message>
    <message numerus="yes">
        <source>Importing %n webhook(s)…</source>
        <translation>
            <numerusform>%n Webhook wird importiert…</numerusform>
            <numerusform>%n Webhooks werden importiert…</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n webhook(s) exported to “%1”.</source>
        <translation>
            <numerusform>%n Webhook nach „%1“ exportiert.</numerusform>
            <numerusform>%n Webhooks nach „%1“ exportiert.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hookpanel::DefinitionsWords</name>
    <message>
        <source>the standard input</source>
        <translation>die Standardeingabe</translation>
    </message>
    <message>
        <source>“%1”, webhook %2 (“%3”): %4</source>
        <translation>„%1“, Webhook %2 („%3“): %4</translation>
    </message>
    <message>
        <source>“%1”, webhook %2 (“%3”), “%4”: %5</source>
        <translation>„%1“, Webhook %2 („%3“), „%4“: %5</translation>
    </message>
    <message>
        <source>“%1”, webhook %2: %3</source>
        <translation>„%1“, Webhook %2: %3</translation>
    </message>
    <message>
        <source>“%1”, webhook %2, “%3”: %4</source>
        <translation>„%1“, Webhook %2, „%3“: %4</translation>
    </message>
    <message>
        <source>“%1”: %2</source>
        <comment>file, sentence</comment>
        <translation>„%1“: %2</translation>
    </message>
    <message>
        <source>“%1”: %2</source>
        <comment>field, sentence</comment>
        <translation>„%1“: %2</translation>
    </message>
    <message>
        <source>The file cannot be read: %1. Check its name and permissions.</source>
        <translation>Die Datei kann nicht gelesen werden: %1. Prüfen Sie Namen und Berechtigungen.</translation>
    </message>
    <message>
        <source>This is a folder. Name the file in it.</source>
        <translation>Das ist ein Ordner. Geben Sie die Datei darin an.</translation>
    </message>
    <message>
        <source>The file is too large. At most %1 are read; is it the right one?</source>
        <translation>Die Datei ist zu groß. Höchstens %1 werden gelesen; ist es die richtige?</translation>
    </message>
    <message>
        <source>The file is empty.</source>
        <translation>Die Datei ist leer.</translation>
    </message>
    <message>
        <source>The file is UTF-16, not UTF-8. Save it as UTF-8 and import it again.</source>
        <translation>Die Datei ist UTF-16, nicht UTF-8. Speichern Sie sie als UTF-8 und importieren Sie sie erneut.</translation>
    </message>
    <message>
        <source>The file is not text: there is a NUL byte at offset %1. Choose a file that Hookpanel exported.</source>
        <translation>Die Datei ist kein Text: An Position %1 steht ein NUL-Byte. Wählen Sie eine Datei, die Hookpanel exportiert hat.</translation>
    </message>
    <message>
        <source>The file is not UTF-8: the first wrong byte is at offset %1. Save it as UTF-8.</source>
        <translation>Die Datei ist nicht UTF-8: Das erste falsche Byte steht an Position %1. Speichern Sie sie als UTF-8.</translation>
    </message>
    <message>
        <source>The file is not JSON: line %1, column %2: %3.</source>
        <translation>Die Datei ist kein JSON: Zeile %1, Spalte %2: %3.</translation>
    </message>
    <message>
        <source>The file is nested too deeply at line %1, column %2; definitions are never nested like this.</source>
        <translation>Die Datei ist in Zeile %1, Spalte %2 zu tief verschachtelt; Definitionen sind nie so verschachtelt.</translation>
    </message>
    <message>
        <source>The key “%1” is there twice in one object: line %2, column %3. Remove one of them.</source>
        <translation>Der Schlüssel „%1“ kommt in einem Objekt zweimal vor: Zeile %2, Spalte %3. Entfernen Sie einen davon.</translation>
    </message>
    <message>
        <source>This is JSON, but neither definitions that Hookpanel exported nor webhooks.</source>
        <translation>Das ist JSON, aber weder von Hookpanel exportierte Definitionen noch Webhooks.</translation>
    </message>
    <message>
        <source>The “format” is “%1”; only “%2” can be imported.</source>
        <translation>„format“ ist „%1“; nur „%2“ kann importiert werden.</translation>
    </message>
    <message>
        <source>There is no “version”, or it is not a whole number from 1. Is the file whole?</source>
        <translation>„version“ fehlt oder ist keine ganze Zahl ab 1. Ist die Datei vollständig?</translation>
    </message>
    <message>
        <source>A newer version of Hookpanel exported this file (format version %1). Import it with that version.</source>
        <translation>Eine neuere Version von Hookpanel hat diese Datei exportiert (Formatversion %1). Importieren Sie sie mit jener Version.</translation>
    </message>
    <message>
        <source>There is no list “webhooks”. Is the file whole?</source>
        <translation>Die Liste „webhooks“ fehlt. Ist die Datei vollständig?</translation>
    </message>
    <message>
        <source>This is not an object that describes a webhook.</source>
        <translation>Das ist kein Objekt, das einen Webhook beschreibt.</translation>
    </message>
    <message>
        <source>It is missing. Add it as a text.</source>
        <translation>Es fehlt. Fügen Sie es als Text hinzu.</translation>
    </message>
    <message>
        <source>“%1” is not a UUID. Correct it, or leave “id” out to add the webhook as a new one.</source>
        <translation>„%1“ ist keine UUID. Berichtigen Sie sie oder lassen Sie „id“ weg, um den Webhook neu hinzuzufügen.</translation>
    </message>
    <message>
        <source>Webhook %1 has the same id. Remove one of them, or leave one “id” out to add it as a new one.</source>
        <translation>Webhook %1 hat dieselbe ID. Entfernen Sie einen davon oder lassen Sie ein „id“ weg, um ihn neu hinzuzufügen.</translation>
    </message>
    <message>
        <source>It must be a text in double quotes.</source>
        <translation>Es muss ein Text in doppelten Anführungszeichen sein.</translation>
    </message>
    <message>
        <source>It must be true or false.</source>
        <translation>Es muss true oder false sein.</translation>
    </message>
    <message>
        <source>It must be a whole number.</source>
        <translation>Es muss eine ganze Zahl sein.</translation>
    </message>
    <message>
        <source>It must be a list of {&quot;name&quot;: …, &quot;value&quot;: …}, where a value is a text, or null for a secret.</source>
        <translation>Es muss eine Liste von {&quot;name&quot;: …, &quot;value&quot;: …} sein, wobei ein Wert ein Text ist oder null für ein Geheimnis.</translation>
    </message>
    <message>
        <source>It must be a list of texts; where all can be meant, “*” is allowed too.</source>
        <translation>Es muss eine Liste von Texten sein; wo alle gemeint sein können, ist auch „*“ erlaubt.</translation>
    </message>
    <message>
        <source>It must be “off”, “quick”, “standard”, or a list of whole seconds.</source>
        <translation>Es muss „off“, „quick“, „standard“ oder eine Liste ganzer Sekunden sein.</translation>
    </message>
    <message>
        <source>A newer version of Hookpanel wrote the webhook of this id; this one does not change it.</source>
        <translation>Eine neuere Version von Hookpanel hat den Webhook mit dieser ID geschrieben; diese hier ändert ihn nicht.</translation>
    </message>
    <message>
        <source>The value of “%1” is a secret and not in the file; the one that is set stays.</source>
        <translation>Der Wert von „%1“ ist geheim und nicht in der Datei; der gesetzte bleibt.</translation>
    </message>
    <message>
        <source>The value of “%1” is a secret and not in the file. It stays empty; enter it before you use the header.</source>
        <translation>Der Wert von „%1“ ist geheim und nicht in der Datei. Er bleibt leer; geben Sie ihn ein, bevor Sie den Header verwenden.</translation>
    </message>
    <message>
        <source>“%1” is not known to this version of Hookpanel and is left out.</source>
        <translation>„%1“ ist dieser Version von Hookpanel nicht bekannt und wird weggelassen.</translation>
    </message>
    <message>
        <source>The event type “%1” is not known to this version of Hookpanel; it is kept.</source>
        <translation>Der Ereignistyp „%1“ ist dieser Version von Hookpanel nicht bekannt; er bleibt erhalten.</translation>
    </message>
    <message numerus="yes">
        <source>%n secret header value(s) were left out.</source>
        <translation>
            <numerusform>%n geheimer Header-Wert wurde weggelassen.</numerusform>
            <numerusform>%n geheime Header-Werte wurden weggelassen.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n webhook(s) whose files cannot be read were left out.</source>
        <translation>
            <numerusform>%n Webhook, dessen Datei nicht lesbar ist, wurde weggelassen.</numerusform>
            <numerusform>%n Webhooks, deren Dateien nicht lesbar sind, wurden weggelassen.</numerusform>
        </translation>
    </message>
    <message>
        <source>Add</source>
        <translation>Hinzufügen</translation>
    </message>
    <message>
        <source>Update</source>
        <translation>Aktualisieren</translation>
    </message>
    <message>
        <source>Skip</source>
        <translation>Überspringen</translation>
    </message>
    <message>
        <source>%1 to add, %2 to update, %3 to skip</source>
        <translation>%1 hinzuzufügen, %2 zu aktualisieren, %3 zu überspringen</translation>
    </message>
    <message>
        <source>%1 added, %2 updated, %3 skipped</source>
        <translation>%1 hinzugefügt, %2 aktualisiert, %3 übersprungen</translation>
    </message>
    <message>
        <source>The file of the webhook of this id cannot be read, so it cannot be changed either.</source>
        <translation>Die Datei des Webhooks mit dieser ID kann nicht gelesen und darum auch nicht geändert werden.</translation>
    </message>
    <message>
        <source>“%1”, “%2”: %3</source>
        <comment>file, field, sentence</comment>
        <translation>„%1“, „%2“: %3</translation>
    </message>
    <message>
        <source>This is not a file but a device, a pipe or a socket. Choose a file.</source>
        <translation>Das ist keine Datei, sondern ein Gerät, eine Pipe oder ein Socket. Wählen Sie eine Datei.</translation>
    </message>
    <message>
        <source>Entry %1 is not a header. It must be {&quot;name&quot;: …, &quot;value&quot;: …}, where a value is a text, or null for a secret, and “secret” is true or false.</source>
        <translation>Eintrag %1 ist kein Header. Er muss {&quot;name&quot;: …, &quot;value&quot;: …} sein, mit einem Text als Wert, oder null für ein Geheimnis, und „secret“ ist true oder false.</translation>
    </message>
    <message>
        <source>Entry %1 is not a text. It must be a list of texts; where all can be meant, “*” is allowed too.</source>
        <translation>Eintrag %1 ist kein Text. Es muss eine Liste von Texten sein; wo alle gemeint sein können, ist auch „*“ erlaubt.</translation>
    </message>
    <message>
        <source>Entry %1 is not a wait. It must be “off”, “quick”, “standard”, or a list of whole seconds.</source>
        <translation>Eintrag %1 ist keine Wartezeit. Es muss „off“, „quick“, „standard“ oder eine Liste ganzer Sekunden sein.</translation>
    </message>
    <message>
        <source>The signing scheme “%1” is not known to this version of Hookpanel; it is kept.</source>
        <translation>Diese Version von Hookpanel kennt das Signaturverfahren „%1“ nicht; es bleibt erhalten.</translation>
    </message>
    <message>
        <source>The default headers cannot be read, so they are not in the file (all); check the settings.</source>
        <translation>Die Standard-Header können nicht gelesen werden und stehen deshalb nicht (alle) in der Datei; prüfen Sie die Einstellungen.</translation>
    </message>
    <message>
        <source>There is no webhook and no default header in it. Is it the right file?</source>
        <translation>Darin ist weder ein Webhook noch ein Standard-Header. Ist es die richtige Datei?</translation>
    </message>
    <message>
        <source>It must be an object with “policy”: “verify”, “ca” or “pin”; the schema has the other keys.</source>
        <translation>Es muss ein Objekt mit „policy“ sein: „verify“, „ca“ oder „pin“; die übrigen Schlüssel stehen im Schema.</translation>
    </message>
    <message>
        <source>The passphrase of the key “%1” is a secret and not in the file. Enter it if the key needs one.</source>
        <translation>Die Passphrase des Schlüssels „%1“ ist geheim und steht nicht in der Datei. Geben Sie sie ein, falls der Schlüssel eine braucht.</translation>
    </message>
</context>
<context>
    <name>hookpanel::DeliveriesCommand</name>
    <message>
        <source>list deliveries</source>
        <translation>Zustellungen auflisten</translation>
    </message>
    <message>
        <source>Lists deliveries, the newest first, tests included.</source>
        <translation>Listet Zustellungen auf, die neuesten zuerst, Tests eingeschlossen.</translation>
    </message>
    <message>
        <source>Only those to this webhook.</source>
        <translation>Nur die an diesen Webhook.</translation>
    </message>
    <message>
        <source>Only those in this state: %1.</source>
        <translation>Nur die in diesem Zustand: %1.</translation>
    </message>
    <message>
        <source>Only those of this event type.</source>
        <translation>Nur die dieses Ereignistyps.</translation>
    </message>
    <message>
        <source>At most so many; %1 when it is not given.</source>
        <translation>Höchstens so viele; %1, wenn nicht angegeben.</translation>
    </message>
    <message>
        <source>There are no such deliveries.</source>
        <translation>Es gibt keine solchen Zustellungen.</translation>
    </message>
    <message>
        <source>“%1” is no state. The states are: %2</source>
        <translation>„%1“ ist kein Zustand. Die Zustände sind: %2</translation>
    </message>
    <message>
        <source>“%1” is not a limit. Use a whole number from 1 on.</source>
        <translation>„%1“ ist keine Obergrenze. Verwenden Sie eine ganze Zahl ab 1.</translation>
    </message>
</context>
<context>
    <name>hookpanel::DeliveriesPage</name>
    <message>
        <source>Deliveries</source>
        <translation>Zustellungen</translation>
    </message>
    <message>
        <source>Search deliveries</source>
        <translation>Zustellungen durchsuchen</translation>
    </message>
    <message>
        <source>Search…</source>
        <translation>Suchen…</translation>
    </message>
    <message>
        <source>Search in URL, webhook, event type and outcome</source>
        <translation>In URL, Webhook, Ereignistyp und Ergebnis suchen</translation>
    </message>
    <message>
        <source>Resend all…</source>
        <translation>Alle erneut senden …</translation>
    </message>
    <message>
        <source>Send all dead letters again, slowly</source>
        <translation>Alle Unzustellbaren langsam erneut senden</translation>
    </message>
    <message>
        <source>Stop resending</source>
        <translation>Erneutes Senden anhalten</translation>
    </message>
    <message>
        <source>Stop exporting</source>
        <translation>Export anhalten</translation>
    </message>
    <message>
        <source>Resend</source>
        <translation>Erneut senden</translation>
    </message>
    <message>
        <source>Send the same payload again, as a new delivery</source>
        <translation>Dieselben Nutzdaten als neue Zustellung erneut senden</translation>
    </message>
    <message>
        <source>Edit and resend</source>
        <translation>Ändern und erneut senden</translation>
    </message>
    <message>
        <source>Change the payload and send it as a new event to this webhook</source>
        <translation>Die Nutzdaten ändern und als neues Ereignis an diesen Webhook senden</translation>
    </message>
    <message>
        <source>Retry now</source>
        <translation>Jetzt wiederholen</translation>
    </message>
    <message>
        <source>Send the next attempt at once</source>
        <translation>Den nächsten Versuch sofort senden</translation>
    </message>
    <message>
        <source>Stop retrying</source>
        <translation>Nicht mehr wiederholen</translation>
    </message>
    <message>
        <source>No further attempt</source>
        <translation>Kein weiterer Versuch</translation>
    </message>
    <message>
        <source>Copy as cURL</source>
        <translation>Als cURL kopieren</translation>
    </message>
    <message>
        <source>Copy the request that is shown as a command</source>
        <translation>Die gezeigte Anfrage als Befehl kopieren</translation>
    </message>
    <message>
        <source>Newest</source>
        <translation>Neueste</translation>
    </message>
    <message>
        <source>Back to the newest deliveries</source>
        <translation>Zurück zu den neuesten Zustellungen</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Exportieren…</translation>
    </message>
    <message>
        <source>Write what the filters show to a file</source>
        <translation>Was die Filter zeigen, in eine Datei schreiben</translation>
    </message>
    <message>
        <source>Progress of resending</source>
        <translation>Fortschritt des erneuten Sendens</translation>
    </message>
    <message>
        <source>Progress of the export</source>
        <translation>Fortschritt des Exports</translation>
    </message>
    <message>
        <source>Sending dead letters again: %1 of %2.</source>
        <translation>Unzustellbare werden erneut gesendet: %1 von %2.</translation>
    </message>
    <message>
        <source>Sent %1 of %2 dead letters again.</source>
        <translation>%1 von %2 Unzustellbaren erneut gesendet.</translation>
    </message>
    <message>
        <source>Exporting: %1 of %2.</source>
        <translation>Export läuft: %1 von %2.</translation>
    </message>
    <message>
        <source>The export was stopped; nothing was written.</source>
        <translation>Der Export wurde angehalten; es wurde nichts geschrieben.</translation>
    </message>
    <message numerus="yes">
        <source>Exported %Ln deliveries as “%1”.</source>
        <translation>
            <numerusform>%Ln Zustellung als „%1“ exportiert.</numerusform>
            <numerusform>%Ln Zustellungen als „%1“ exportiert.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln dead letter(s)</source>
        <translation>
            <numerusform>%Ln Unzustellbare</numerusform>
            <numerusform>%Ln Unzustellbare</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln selected</source>
        <translation>
            <numerusform>%Ln ausgewählt</numerusform>
            <numerusform>%Ln ausgewählt</numerusform>
        </translation>
    </message>
    <message>
        <source>No delivery matches the filters.</source>
        <translation>Keine Zustellung passt zu den Filtern.</translation>
    </message>
    <message>
        <source>No deliveries yet. Trigger a webhook, or hand in an event.</source>
        <translation>Noch keine Zustellungen. Lösen Sie einen Webhook aus oder reichen Sie ein Ereignis ein.</translation>
    </message>
    <message>
        <source>JSON lines, with requests and answers…</source>
        <translation>JSON-Zeilen, mit Anfragen und Antworten …</translation>
    </message>
    <message>
        <source>CSV, one row each…</source>
        <translation>CSV, je eine Zeile …</translation>
    </message>
    <message>
        <source>Clear filters</source>
        <translation>Filter zurücksetzen</translation>
    </message>
    <message>
        <source>Show all deliveries again</source>
        <translation>Wieder alle Zustellungen zeigen</translation>
    </message>
    <message>
        <source>Copy as cURL with secrets</source>
        <translation>Als cURL mit Geheimnissen kopieren</translation>
    </message>
    <message>
        <source>Copy it as a command that works as it is: with the secrets that the webhook sends today</source>
        <translation>Als Befehl kopieren, der sofort funktioniert: mit den Geheimnissen, die der Webhook heute sendet</translation>
    </message>
    <message>
        <source>Why was this not sent?…</source>
        <translation>Warum wurde das nicht gesendet? …</translation>
    </message>
    <message>
        <source>Show the newest events, and why webhooks did not get them</source>
        <translation>Zeigt die neuesten Ereignisse, und warum Webhooks sie nicht bekamen</translation>
    </message>
    <message>
        <source>There is nothing to export.</source>
        <translation>Es gibt nichts zu exportieren.</translation>
    </message>
    <message>
        <source>Tests are not sent again: trigger the webhook</source>
        <translation>Tests werden nicht erneut gesendet: Lösen Sie den Webhook aus</translation>
    </message>
</context>
<context>
    <name>hookpanel::DeliveryCommand</name>
    <message>
        <source>show one delivery</source>
        <translation>eine Zustellung anzeigen</translation>
    </message>
    <message>
        <source>Shows a delivery with all its attempts: request and response as they were, without secrets.</source>
        <translation>Zeigt eine Zustellung mit allen Versuchen: Anfrage und Antwort, wie sie waren, ohne Geheimnisse.</translation>
    </message>
</context>
<context>
    <name>hookpanel::DeliveryDetails</name>
    <message>
        <source>Attempts</source>
        <translation>Versuche</translation>
    </message>
    <message>
        <source>%1 → %2 · %3</source>
        <comment>event type, webhook, id</comment>
        <translation>%1 → %2 · %3</translation>
    </message>
    <message>
        <source>Nothing was sent.</source>
        <translation>Es wurde nichts gesendet.</translation>
    </message>
    <message>
        <source>Nothing was sent yet.</source>
        <translation>Es wurde noch nichts gesendet.</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>number of the attempt, outcome</comment>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Why it waits</source>
        <translation>Warum sie wartet</translation>
    </message>
    <message>
        <source>Who got it…</source>
        <translation>Wer es bekam …</translation>
    </message>
    <message>
        <source>Show who got this event, and why others did not</source>
        <translation>Zeigt, wer dieses Ereignis bekam, und warum andere nicht</translation>
    </message>
    <message numerus="yes">
        <source>This event went to %n webhook(s).</source>
        <translation>
            <numerusform>Dieses Ereignis ging an %n Webhook.</numerusform>
            <numerusform>Dieses Ereignis ging an %n Webhooks.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n did not get it.</source>
        <comment>webhooks</comment>
        <translation>
            <numerusform>%n bekam es nicht.</numerusform>
            <numerusform>%n bekamen es nicht.</numerusform>
        </translation>
    </message>
    <message>
        <source>It sends delivery %1 of %2 again.</source>
        <comment>id, time</comment>
        <translation>Sie sendet die Zustellung %1 vom %2 noch einmal.</translation>
    </message>
    <message>
        <source>It was sent again on %1, as delivery %2.</source>
        <comment>time, id</comment>
        <translation>Sie wurde am %1 noch einmal gesendet, als Zustellung %2.</translation>
    </message>
</context>
<context>
    <name>hookpanel::DeliveryFilterBar</name>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Webhook</source>
        <translation>Webhook</translation>
    </message>
    <message>
        <source>Event type</source>
        <translation>Ereignistyp</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>All states</source>
        <translation>Alle Zustände</translation>
    </message>
    <message>
        <source>Real and tests</source>
        <translation>Echte und Tests</translation>
    </message>
    <message>
        <source>Real only</source>
        <translation>Nur echte</translation>
    </message>
    <message>
        <source>Tests only</source>
        <translation>Nur Tests</translation>
    </message>
    <message>
        <source>Any time</source>
        <translation>Jederzeit</translation>
    </message>
    <message>
        <source>Last hour</source>
        <translation>Letzte Stunde</translation>
    </message>
    <message>
        <source>Last 24 hours</source>
        <translation>Letzte 24 Stunden</translation>
    </message>
    <message>
        <source>Last 7 days</source>
        <translation>Letzte 7 Tage</translation>
    </message>
    <message>
        <source>All event types</source>
        <translation>Alle Ereignistypen</translation>
    </message>
    <message>
        <source>All webhooks</source>
        <translation>Alle Webhooks</translation>
    </message>
</context>
<context>
    <name>hookpanel::DeliveryLookup</name>
    <message>
        <source>There is no delivery “%1”. See: hookpanel-cli deliveries</source>
        <translation>Es gibt keine Zustellung „%1“. Siehe: hookpanel-cli deliveries</translation>
    </message>
    <message>
        <source>“%1” means several deliveries: %2</source>
        <translation>„%1“ passt auf mehrere Zustellungen: %2</translation>
    </message>
    <message>
        <source>the delivery (its id, or the start of it)</source>
        <translation>die Zustellung (ihre ID oder deren Anfang)</translation>
    </message>
</context>
<context>
    <name>hookpanel::DeliveryNews</name>
    <message numerus="yes">
        <source>%Ln retries fell due while Hookpanel was closed.</source>
        <translation>
            <numerusform>%Ln Wiederholung wurde fällig, während Hookpanel geschlossen war.</numerusform>
            <numerusform>%Ln Wiederholungen wurden fällig, während Hookpanel geschlossen war.</numerusform>
        </translation>
    </message>
    <message>
        <source>The deliveries could not be read: their database was damaged. It is kept as “%1”, and a new one was begun.</source>
        <translation>Die Zustellungen konnten nicht gelesen werden: ihre Datenbank war beschädigt. Sie bleibt als „%1“ erhalten, und eine neue wurde begonnen.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln deliveries are older or more than is kept. They are removed from %1 on.</source>
        <translation>
            <numerusform>%Ln Zustellung ist älter oder mehr, als behalten wird. Sie wird ab %1 entfernt.</numerusform>
            <numerusform>%Ln Zustellungen sind älter oder mehr, als behalten wird. Sie werden ab %1 entfernt.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln old deliveries were removed.</source>
        <translation>
            <numerusform>%Ln alte Zustellung wurde entfernt.</numerusform>
            <numerusform>%Ln alte Zustellungen wurden entfernt.</numerusform>
        </translation>
    </message>
    <message>
        <source>“%1” was disabled: its endpoint answered 410 Gone and wants no more events.</source>
        <translation>„%1“ wurde deaktiviert: sein Endpunkt antwortete 410 Gone und will keine Ereignisse mehr.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln deliveries were cancelled: their webhooks are not there any more.</source>
        <translation>
            <numerusform>%Ln Zustellung wurde abgebrochen: Ihren Webhook gibt es nicht mehr.</numerusform>
            <numerusform>%Ln Zustellungen wurden abgebrochen: Ihre Webhooks gibt es nicht mehr.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln deliveries were being sent when Hookpanel last ended, and were interrupted. They are tried again.</source>
        <translation>
            <numerusform>%Ln Zustellung wurde gerade gesendet, als Hookpanel zuletzt endete, und wurde unterbrochen. Sie wird erneut versucht.</numerusform>
            <numerusform>%Ln Zustellungen wurden gerade gesendet, als Hookpanel zuletzt endete, und wurden unterbrochen. Sie werden erneut versucht.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hookpanel::DeliverySession</name>
    <message>
        <source>The database of deliveries was damaged. It is kept as %1, and a new one was begun.</source>
        <translation>Die Datenbank der Zustellungen war beschädigt. Sie ist als %1 aufbewahrt, und eine neue wurde begonnen.</translation>
    </message>
    <message>
        <source>“%1” was disabled: its receiver answered that it is gone (410).</source>
        <translation>„%1“ wurde deaktiviert: Der Empfänger hat geantwortet, dass es ihn nicht mehr gibt (410).</translation>
    </message>
</context>
<context>
    <name>hookpanel::DeliveryTableModel</name>
    <message>
        <source>Not delivered</source>
        <translation>Nicht zugestellt</translation>
    </message>
    <message>
        <source>%1 (test)</source>
        <translation>%1 (Test)</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Event</source>
        <translation>Ereignis</translation>
    </message>
    <message>
        <source>Webhook</source>
        <translation>Webhook</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>Ergebnis</translation>
    </message>
    <message>
        <source>Duration</source>
        <translation>Dauer</translation>
    </message>
    <message>
        <source>Attempts</source>
        <translation>Versuche</translation>
    </message>
    <message>
        <source>Next attempt</source>
        <translation>Nächster Versuch</translation>
    </message>
    <message>
        <source>%1 · sent again</source>
        <comment>state</comment>
        <translation>%1 · erneut gesendet</translation>
    </message>
</context>
<context>
    <name>hookpanel::DeliveryText</name>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Event</source>
        <translation>Ereignis</translation>
    </message>
    <message>
        <source>Webhook</source>
        <translation>Webhook</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>Ergebnis</translation>
    </message>
    <message>
        <source>Attempts</source>
        <translation>Versuche</translation>
    </message>
    <message>
        <source>Next attempt</source>
        <translation>Nächster Versuch</translation>
    </message>
    <message>
        <source>ID</source>
        <translation>ID</translation>
    </message>
    <message>
        <source>%1 (test)</source>
        <translation>%1 (Test)</translation>
    </message>
    <message>
        <source>Delivery</source>
        <translation>Zustellung</translation>
    </message>
    <message>
        <source>Event ID</source>
        <translation>Ereignis-ID</translation>
    </message>
    <message>
        <source>URL</source>
        <translation>URL</translation>
    </message>
    <message>
        <source>Accepted</source>
        <translation>Angenommen</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>Test</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>ja</translation>
    </message>
    <message>
        <source>Attempt %1, %2</source>
        <translation>Versuch %1, %2</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>webhook, state</comment>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>%1: %2, %3</source>
        <comment>webhook, state, outcome</comment>
        <translation>%1: %2, %3</translation>
    </message>
    <message>
        <source>Interrupted</source>
        <comment>state</comment>
        <translation>Unterbrochen</translation>
    </message>
    <message>
        <source>%1 · sent again</source>
        <comment>state</comment>
        <translation>%1 · erneut gesendet</translation>
    </message>
    <message>
        <source>when Hookpanel runs again</source>
        <translation>wenn Hookpanel wieder läuft</translation>
    </message>
    <message>
        <source>Interrupted: the program ended during this attempt.</source>
        <translation>Unterbrochen: Das Programm endete während dieses Versuchs.</translation>
    </message>
</context>
<context>
    <name>hookpanel::EditCommand</name>
    <message>
        <source>change a webhook</source>
        <translation>einen Webhook ändern</translation>
    </message>
    <message>
        <source>Nothing to change: no option says what. See: hookpanel-cli edit --help</source>
        <translation>Nichts zu ändern: Keine Option sagt, was. Siehe: hookpanel-cli edit --help</translation>
    </message>
    <message>
        <source>Changes the webhook W and prints it. What is not given stays as it is. --event, --content-type, --sign, and --header together with --header-env and --secret-header-env, replace the whole list.
Where the URL gets another scheme, host or port, the secret values of headers must be entered again: they are not sent to where they were not meant for.</source>
        <translation>Ändert den Webhook W und gibt ihn aus. Was nicht angegeben ist, bleibt, wie es ist. --event, --content-type, --sign und --header zusammen mit --header-env und --secret-header-env ersetzen die ganze Liste.
Bekommt die URL ein anderes Schema, einen anderen Host oder Port, müssen geheime Werte von Headern neu eingegeben werden: Sie werden nicht dorthin gesendet, wofür sie nicht gedacht waren.</translation>
    </message>
    <message>
        <source>The URL leads to another place, so these secret values must be entered again: %1. Nothing can be sent until then.</source>
        <translation>Die URL führt an einen anderen Ort, daher müssen diese geheimen Werte neu eingegeben werden: %1. Vorher kann nichts gesendet werden.</translation>
    </message>
</context>
<context>
    <name>hookpanel::EffectiveRequestView</name>
    <message>
        <source>Effective request</source>
        <translation>Tatsächliche Anfrage</translation>
    </message>
    <message>
        <source>What would be sent now, exactly; remarks stand in brackets. The time in the body becomes that of the sending.</source>
        <translation>Was jetzt gesendet würde, genau so; Anmerkungen stehen in Klammern. Die Zeit im Inhalt wird die des Sendens.</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Copy the request as text, without the remarks</source>
        <translation>Die Anfrage als Text kopieren, ohne die Anmerkungen</translation>
    </message>
    <message>
        <source>(to %1)</source>
        <comment>the URL that is called</comment>
        <translation>(an %1)</translation>
    </message>
    <message>
        <source>(and %1 more)</source>
        <comment>size</comment>
        <translation>(und weitere %1)</translation>
    </message>
    <message>
        <source>(%1 is no variable and leaves as it stands)</source>
        <translation>(%1 ist keine Variable und geht so hinaus, wie es dasteht)</translation>
    </message>
    <message>
        <source>(computed when it is sent)</source>
        <comment>the value of a signature</comment>
        <translation>(beim Senden berechnet)</translation>
    </message>
</context>
<context>
    <name>hookpanel::EmitCommand</name>
    <message>
        <source>hand in an event for every webhook that is subscribed to it</source>
        <translation>ein Ereignis für alle Webhooks einreichen, die es abonniert haben</translation>
    </message>
    <message>
        <source>Accepts an event of the type T and makes a delivery for each enabled webhook that is subscribed to it. Once this is printed, the event survives whatever happens to this program. The window or “serve” sends it where one runs on this profile; else this command sends each first attempt, and later ones wait for the next one of those.
The event is made of an entry or a media as a Strapi server would send it, or given whole with --payload. Events of the User content type are refused. What a known content type marks as private is taken out, and so are passwords and what is known of users; see “hookpanel-cli content-types”.
With --wait it follows the deliveries to their outcomes, and the exit code is that of the worst.</source>
        <translation>Nimmt ein Ereignis des Typs T an und legt eine Zustellung für jeden aktivierten Webhook an, der es abonniert hat. Sobald dies ausgegeben ist, überlebt das Ereignis, was auch immer mit diesem Programm geschieht. Das Fenster oder „serve“ sendet es, wenn eines davon mit diesem Profil läuft; sonst sendet dieser Befehl jeden ersten Versuch, und spätere warten auf das nächste davon.
Das Ereignis wird aus einem Eintrag oder einem Medium gebildet, wie ein Strapi-Server es senden würde, oder mit --payload ganz angegeben. Ereignisse des Inhaltstyps User werden abgelehnt. Was ein bekannter Inhaltstyp als privat bezeichnet, wird herausgenommen, ebenso Passwörter und was über Benutzer bekannt ist; siehe „hookpanel-cli content-types“.
Mit --wait verfolgt er die Zustellungen bis zu ihrem Ergebnis; der Exit-Code ist der des schlechtesten.</translation>
    </message>
    <message>
        <source>The content type&apos;s model, as address.</source>
        <translation>Das Modell des Inhaltstyps, etwa address.</translation>
    </message>
    <message>
        <source>The content type&apos;s uid, as api::address.address. Either may be left out.</source>
        <translation>Die uid des Inhaltstyps, etwa api::address.address. Eines von beiden darf fehlen.</translation>
    </message>
    <message>
        <source>The entry, a JSON object; - reads the standard input.</source>
        <translation>Der Eintrag, ein JSON-Objekt; - liest die Standardeingabe.</translation>
    </message>
    <message>
        <source>The media, a JSON object, for media events; - reads the standard input.</source>
        <translation>Das Medium, ein JSON-Objekt, für Medienereignisse; - liest die Standardeingabe.</translation>
    </message>
    <message>
        <source>The whole payload, sent byte for byte but for what must not leave; - reads the standard input. A JSON object with “event”, which must be T where T is given, and “createdAt”.</source>
        <translation>Die ganzen Nutzdaten, Byte für Byte gesendet bis auf das, was nicht hinaus darf; - liest die Standardeingabe. Ein JSON-Objekt mit „event“, das T sein muss, wo T angegeben ist, und „createdAt“.</translation>
    </message>
    <message>
        <source>Wait for the outcomes, at most S seconds where S is given.</source>
        <translation>Auf die Ergebnisse warten, höchstens S Sekunden, wo S angegeben ist.</translation>
    </message>
    <message>
        <source>No webhook gets this event.</source>
        <translation>Kein Webhook bekommt dieses Ereignis.</translation>
    </message>
    <message>
        <source>Further attempts wait for the next dispatcher: open the window, or run hookpanel-cli serve</source>
        <translation>Weitere Versuche warten auf den nächsten Zusteller: das Fenster öffnen oder hookpanel-cli serve ausführen</translation>
    </message>
    <message>
        <source>See: hookpanel-cli emit --help</source>
        <translation>Siehe: hookpanel-cli emit --help</translation>
    </message>
    <message>
        <source>--%1 does not go with --payload, which is the whole event. %2</source>
        <translation>--%1 passt nicht zu --payload, das das ganze Ereignis ist. %2</translation>
    </message>
    <message>
        <source>Something is missing: the event type, or the whole event with --payload. %1</source>
        <translation>Es fehlt etwas: der Ereignistyp oder das ganze Ereignis mit --payload. %1</translation>
    </message>
    <message>
        <source>the standard input</source>
        <translation>die Standardeingabe</translation>
    </message>
    <message>
        <source>“%1” is not a time to wait. Use a whole number of seconds.</source>
        <translation>„%1“ ist keine Wartezeit. Bitte eine ganze Zahl von Sekunden angeben.</translation>
    </message>
    <message>
        <source>Interrupted. The event is accepted; what is not sent yet waits for the next dispatcher.</source>
        <translation>Unterbrochen. Das Ereignis ist angenommen; was noch nicht gesendet ist, wartet auf den nächsten Versender.</translation>
    </message>
</context>
<context>
    <name>hookpanel::EventTypeDialog</name>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>order.paid</source>
        <translation>order.paid</translation>
    </message>
    <message>
        <source>Sample</source>
        <translation>Beispiel</translation>
    </message>
    <message>
        <source>A whole payload, as a receiver gets it. “event” is the name.</source>
        <translation>Ganze Nutzdaten, wie ein Empfänger sie bekommt. „event“ ist der Name.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Edit event type</source>
        <translation>Ereignistyp bearbeiten</translation>
    </message>
    <message>
        <source>Add event type</source>
        <translation>Ereignistyp hinzufügen</translation>
    </message>
    <message>
        <source>There is an event type of this name already. Edit that one, or choose another name.</source>
        <translation>Es gibt schon einen Ereignistyp dieses Namens. Bearbeiten Sie jenen, oder wählen Sie einen anderen Namen.</translation>
    </message>
</context>
<context>
    <name>hookpanel::EventTypesCommand</name>
    <message>
        <source>show the event types, or change your own</source>
        <translation>die Ereignistypen zeigen oder eigene ändern</translation>
    </message>
    <message>
        <source>A whole payload of this event type; - reads the standard input.</source>
        <translation>Ganze Nutzdaten dieses Ereignistyps; - liest die Standardeingabe.</translation>
    </message>
    <message>
        <source>See: hookpanel-cli event-types --help</source>
        <translation>Siehe: hookpanel-cli event-types --help</translation>
    </message>
    <message>
        <source>--sample belongs to “add”. %1</source>
        <translation>--sample gehört zu „add“. %1</translation>
    </message>
    <message>
        <source>“%1” is neither “add” nor “remove”. %2</source>
        <translation>„%1“ ist weder „add“ noch „remove“. %2</translation>
    </message>
    <message>
        <source>“%1” needs the name of an event type. %2</source>
        <translation>„%1“ braucht den Namen eines Ereignistyps. %2</translation>
    </message>
    <message>
        <source>“add” needs a sample: --sample FILE. %1</source>
        <translation>„add“ braucht ein Beispiel: --sample DATEI. %1</translation>
    </message>
    <message>
        <source>Event type</source>
        <translation>Ereignistyp</translation>
    </message>
    <message>
        <source>Subscribed</source>
        <translation>Abonniert</translation>
    </message>
    <message>
        <source>Description</source>
        <translation>Beschreibung</translation>
    </message>
    <message>
        <source>Your own event type.</source>
        <translation>Ihr eigener Ereignistyp.</translation>
    </message>
    <message>
        <source>Added %1.</source>
        <translation>%1 wurde hinzugefügt.</translation>
    </message>
    <message>
        <source>Removed %1.</source>
        <translation>%1 wurde entfernt.</translation>
    </message>
    <message>
        <source>“%1” is still subscribed to it.</source>
        <translation>„%1“ hat ihn weiterhin abonniert.</translation>
    </message>
    <message>
        <source>Prints the event types that webhooks can subscribe to, and those that webhooks still name though they were removed.
“add” makes an event type of your own, such as order.paid, or replaces its sample: a whole payload with “event” and “createdAt”. “remove” takes one of your own out; webhooks that are subscribed to it stay so, which is said.</source>
        <translation>Gibt die Ereignistypen aus, die Webhooks abonnieren können, und die, die Webhooks noch nennen, obwohl sie entfernt wurden.
„add“ legt einen eigenen Ereignistyp an, etwa order.paid, oder ersetzt dessen Beispiel: ganze Nutzdaten mit „event“ und „createdAt“. „remove“ entfernt einen eigenen; Webhooks, die ihn abonniert haben, behalten das Abonnement, was gesagt wird.</translation>
    </message>
    <message>
        <source>Not in the catalogue: removed, or of another version. Nothing is sent for it.</source>
        <translation>Nicht im Katalog: entfernt oder von einer anderen Version. Für ihn wird nichts gesendet.</translation>
    </message>
</context>
<context>
    <name>hookpanel::EventTypesModel</name>
    <message>
        <source>not known</source>
        <translation>unbekannt</translation>
    </message>
    <message>
        <source>Your own</source>
        <translation>Eigener</translation>
    </message>
    <message>
        <source>Event type</source>
        <translation>Ereignistyp</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>Gruppe</translation>
    </message>
    <message>
        <source>Subscribed</source>
        <translation>Abonniert</translation>
    </message>
</context>
<context>
    <name>hookpanel::EventTypesPage</name>
    <message>
        <source>Event types</source>
        <translation>Ereignistypen</translation>
    </message>
    <message>
        <source>Content types</source>
        <translation>Inhaltstypen</translation>
    </message>
    <message>
        <source>Which list is shown</source>
        <translation>Welche Liste gezeigt wird</translation>
    </message>
    <message>
        <source>Saved the event type “%1”.</source>
        <translation>Der Ereignistyp „%1“ wurde gespeichert.</translation>
    </message>
    <message>
        <source>Removed the content type “%1”</source>
        <translation>Inhaltstyp „%1“ entfernt</translation>
    </message>
    <message numerus="yes">
        <source>%n more</source>
        <comment>webhooks</comment>
        <translation>
            <numerusform>%n weiterer</numerusform>
            <numerusform>%n weitere</numerusform>
        </translation>
    </message>
    <message>
        <source>Still subscribed to “%1”, and getting nothing any more: %2.</source>
        <translation>Noch für „%1“ angemeldet, ohne noch etwas zu bekommen: %2.</translation>
    </message>
    <message>
        <source>, </source>
        <translation>, </translation>
    </message>
    <message>
        <source>Removed the event type “%1”</source>
        <translation>Ereignistyp „%1“ entfernt</translation>
    </message>
</context>
<context>
    <name>hookpanel::EventTypesView</name>
    <message>
        <source>Event types</source>
        <translation>Ereignistypen</translation>
    </message>
    <message>
        <source>Subscribed webhooks</source>
        <translation>Abonnierende Webhooks</translation>
    </message>
    <message>
        <source>Sample</source>
        <translation>Beispiel</translation>
    </message>
    <message>
        <source>Add event type…</source>
        <translation>Ereignistyp hinzufügen …</translation>
    </message>
    <message>
        <source>Add an event type of your own, with a sample payload</source>
        <translation>Fügt einen eigenen Ereignistyp mit Beispiel-Nutzdaten hinzu</translation>
    </message>
    <message>
        <source>Edit event type…</source>
        <translation>Ereignistyp bearbeiten …</translation>
    </message>
    <message>
        <source>Change the sample of an event type of your own</source>
        <translation>Ändert das Beispiel eines eigenen Ereignistyps</translation>
    </message>
    <message>
        <source>Remove event type</source>
        <translation>Ereignistyp entfernen</translation>
    </message>
    <message>
        <source>Remove an event type of your own</source>
        <translation>Entfernt einen eigenen Ereignistyp</translation>
    </message>
    <message>
        <source>Send…</source>
        <translation>Senden …</translation>
    </message>
    <message>
        <source>Write an event of this type and send it</source>
        <translation>Schreibt ein Ereignis dieses Typs und sendet es</translation>
    </message>
    <message>
        <source>No event of this type is sent: it is not known (any more). Add it again, or take it out of these webhooks.</source>
        <translation>Kein Ereignis dieses Typs wird gesendet: Er ist nicht (mehr) bekannt. Fügen Sie ihn wieder hinzu, oder nehmen Sie ihn aus diesen Webhooks heraus.</translation>
    </message>
    <message>
        <source>Your own event type.</source>
        <translation>Ihr eigener Ereignistyp.</translation>
    </message>
    <message>
        <source>Sent by the Enterprise edition of Strapi only.</source>
        <translation>Wird nur von der Enterprise-Edition von Strapi gesendet.</translation>
    </message>
    <message numerus="yes">
        <source>When you remove it, %n webhook(s) stay subscribed to it and get nothing.</source>
        <translation>
            <numerusform>Wenn Sie ihn entfernen, bleibt %n Webhook angemeldet und bekommt nichts.</numerusform>
            <numerusform>Wenn Sie ihn entfernen, bleiben %n Webhooks angemeldet und bekommen nichts.</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 (all events)</source>
        <comment>name of a webhook</comment>
        <translation>%1 (alle Ereignisse)</translation>
    </message>
    <message>
        <source>No webhook is subscribed.</source>
        <translation>Kein Webhook abonniert ihn.</translation>
    </message>
</context>
<context>
    <name>hookpanel::EventsGrid</name>
    <message>
        <source>All events, future ones too</source>
        <translation>Alle Ereignisse, auch künftige</translation>
    </message>
    <message>
        <source>Search events</source>
        <translation>Ereignisse suchen</translation>
    </message>
    <message>
        <source>Search events…</source>
        <translation>Ereignisse suchen…</translation>
    </message>
    <message>
        <source>All %1 events</source>
        <translation>Alle %1 Ereignisse</translation>
    </message>
    <message>
        <source>Select or clear all events of this row</source>
        <translation>Alle Ereignisse dieser Zeile an- oder abwählen</translation>
    </message>
    <message>
        <source>Nothing is selected: only the Trigger button will use this webhook.</source>
        <translation>Nichts ist ausgewählt: Nur die Schaltfläche „Auslösen“ wird diesen Webhook verwenden.</translation>
    </message>
    <message>
        <source>Also subscribed, and kept: %1</source>
        <translation>Auch abonniert und beibehalten: %1</translation>
    </message>
</context>
<context>
    <name>hookpanel::EventsModel</name>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Event</source>
        <translation>Ereignis</translation>
    </message>
    <message>
        <source>Sent to</source>
        <translation>Gesendet an</translation>
    </message>
    <message>
        <source>Not sent to</source>
        <translation>Nicht gesendet an</translation>
    </message>
</context>
<context>
    <name>hookpanel::ExportCommand</name>
    <message>
        <source>write all definitions as JSON</source>
        <translation>alle Definitionen als JSON schreiben</translation>
    </message>
    <message>
        <source>Writes all webhooks and the default headers in Hookpanel&apos;s own JSON to FILE, whole or not at all and readable by you alone, or to the standard output. “hookpanel-cli import” reads it.
Secrets never leave: the value of a header such as Authorization, Cookie or X-Api-Key is null in the file unless it is a placeholder such as ${TOKEN}. How many were left out is said.</source>
        <translation>Schreibt alle Webhooks und die Standard-Header in Hookpanels eigenem JSON in die Datei FILE, ganz oder gar nicht und nur für Sie lesbar, oder in die Standardausgabe. „hookpanel-cli import“ liest es.
Geheimnisse werden nie herausgegeben: Der Wert eines Headers wie Authorization, Cookie oder X-Api-Key ist in der Datei null, außer er ist ein Platzhalter wie ${TOKEN}. Wie viele weggelassen wurden, wird gemeldet.</translation>
    </message>
    <message numerus="yes">
        <source>%n webhook(s) written to “%1”.</source>
        <translation>
            <numerusform>%n Webhook in „%1“ geschrieben.</numerusform>
            <numerusform>%n Webhooks in „%1“ geschrieben.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hookpanel::FailureBar</name>
    <message>
        <source>Try again</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>Ausblenden</translation>
    </message>
    <message>
        <source>Saving…</source>
        <translation>Speichern läuft…</translation>
    </message>
</context>
<context>
    <name>hookpanel::FindBar</name>
    <message>
        <source>Find in text</source>
        <translation>Im Text suchen</translation>
    </message>
    <message>
        <source>Hits</source>
        <translation>Treffer</translation>
    </message>
    <message>
        <source>Find previous</source>
        <translation>Vorheriges suchen</translation>
    </message>
    <message>
        <source>Find previous (Shift+Enter)</source>
        <translation>Vorheriges suchen (Umschalt+Eingabe)</translation>
    </message>
    <message>
        <source>Find next</source>
        <translation>Nächstes suchen</translation>
    </message>
    <message>
        <source>Find next (Enter)</source>
        <translation>Nächstes suchen (Eingabe)</translation>
    </message>
    <message>
        <source>Close find bar</source>
        <translation>Suchleiste schließen</translation>
    </message>
    <message>
        <source>Close (Esc)</source>
        <translation>Schließen (Esc)</translation>
    </message>
    <message>
        <source>Not found</source>
        <translation>Nicht gefunden</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <comment>hit, hits</comment>
        <translation>%1 von %2</translation>
    </message>
</context>
<context>
    <name>hookpanel::FirstAttempts</name>
    <message>
        <source>Another command still sends its own deliveries for this profile. These wait for the next dispatcher: open the window, or run hookpanel-cli serve</source>
        <translation>Ein anderer Befehl sendet noch eigene Zustellungen für dieses Profil. Diese warten auf den nächsten Dispatcher: Öffnen Sie das Fenster, oder starten Sie hookpanel-cli serve</translation>
    </message>
    <message>
        <source>“%1” is disabled. The delivery waits until it is enabled.</source>
        <translation>„%1“ ist deaktiviert. Die Zustellung wartet, bis der Webhook aktiviert wird.</translation>
    </message>
    <message>
        <source>There is no webhook “%1” any more. The delivery waits in case it comes back.</source>
        <translation>Den Webhook „%1“ gibt es nicht mehr. Die Zustellung wartet, falls er wiederkommt.</translation>
    </message>
    <message>
        <source>“%1” cannot be read whole. The delivery waits until the webhook is mended: see hookpanel-cli show %2</source>
        <translation>„%1“ kann nicht vollständig gelesen werden. Die Zustellung wartet, bis der Webhook repariert ist: siehe hookpanel-cli show %2</translation>
    </message>
    <message>
        <source>The preferences cannot be read, so nothing is sent: it might lack a default header. The delivery waits until they are mended: see hookpanel-cli settings</source>
        <translation>Die Einstellungen können nicht gelesen werden, daher wird nichts gesendet: Ein Standard-Header könnte fehlen. Die Zustellung wartet, bis sie repariert sind: siehe hookpanel-cli settings</translation>
    </message>
    <message>
        <source>The secrets of “%1” cannot be read now. The delivery waits until the keyring is unlocked or the file of the secrets is there.</source>
        <translation>Die Geheimnisse von „%1“ können jetzt nicht gelesen werden. Die Zustellung wartet, bis der Schlüsselbund entsperrt oder die Datei der Geheimnisse da ist.</translation>
    </message>
</context>
<context>
    <name>hookpanel::HeaderSecretBar</name>
    <message>
        <source>Secret</source>
        <translation>Geheim</translation>
    </message>
    <message>
        <source>Reveal</source>
        <translation>Aufdecken</translation>
    </message>
    <message>
        <source>Keep the value of the current header apart from the webhook&apos;s file, and show it masked</source>
        <translation>Den Wert des aktuellen Headers getrennt von der Datei des Webhooks aufbewahren und verdeckt anzeigen</translation>
    </message>
    <message>
        <source>Show the secret value of the current header for 30 seconds</source>
        <translation>Den geheimen Wert des aktuellen Headers für 30 Sekunden anzeigen</translation>
    </message>
    <message>
        <source>“%1” is kept as a secret from now on, because of its name. If it is none, clear “Secret”.</source>
        <translation>„%1“ wird wegen seines Namens ab jetzt als Geheimnis aufbewahrt. Ist es keines, entfernen Sie das Häkchen bei „Geheim“.</translation>
    </message>
    <message>
        <source>Actions</source>
        <translation>Aktionen</translation>
    </message>
    <message>
        <source>Remove header</source>
        <translation>Header entfernen</translation>
    </message>
    <message>
        <source>Hide</source>
        <translation>Verbergen</translation>
    </message>
    <message>
        <source>“%1” is no secret any more. Its value was kept apart, so enter it again.</source>
        <translation>„%1“ ist kein Geheimnis mehr. Der Wert wurde getrennt aufbewahrt, geben Sie ihn noch einmal ein.</translation>
    </message>
    <message>
        <source>“%1” is no secret any more. Its value is kept in the file, and shown, in clear.</source>
        <translation>„%1“ ist kein Geheimnis mehr. Der Wert wird im Klartext in der Datei gespeichert und angezeigt.</translation>
    </message>
</context>
<context>
    <name>hookpanel::HeaderTableModel</name>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Wert</translation>
    </message>
    <message>
        <source>Header name</source>
        <translation>Header-Name</translation>
    </message>
    <message>
        <source>Header value</source>
        <translation>Header-Wert</translation>
    </message>
    <message>
        <source>The URL leads to another place than the one that this value was entered for. Enter it again.</source>
        <translation>Die URL führt an einen anderen Ort als den, für den dieser Wert eingegeben wurde. Geben Sie ihn noch einmal ein.</translation>
    </message>
    <message>
        <source>Must be entered</source>
        <translation>Muss eingegeben werden</translation>
    </message>
    <message>
        <source>%1 (secret)</source>
        <comment>value of a header, or a mask</comment>
        <translation>%1 (geheim)</translation>
    </message>
    <message>
        <source>This value is a secret. What you type here replaces it.</source>
        <translation>Dieser Wert ist ein Geheimnis. Was Sie hier eingeben, ersetzt ihn.</translation>
    </message>
    <message>
        <source>New value</source>
        <translation>Neuer Wert</translation>
    </message>
</context>
<context>
    <name>hookpanel::HelpText</name>
    <message>
        <source>Usage: hookpanel-cli [--profile DIR] [--json] COMMAND …</source>
        <translation>Aufruf: hookpanel-cli [--profile DIR] [--json] COMMAND …</translation>
    </message>
    <message>
        <source>Defines webhooks, switches them on and off, and sends test events. The window of the same profile is opened by hookpanel.</source>
        <translation>Definiert Webhooks, schaltet sie ein und aus und sendet Testereignisse. Das Fenster desselben Profils öffnet hookpanel.</translation>
    </message>
    <message>
        <source>Commands:</source>
        <translation>Befehle:</translation>
    </message>
    <message>
        <source>Options, before or after the command:</source>
        <translation>Optionen, vor oder nach dem Befehl:</translation>
    </message>
    <message>
        <source>A webhook is named by its id, its exact name, or at least 4 characters of the start of its id.</source>
        <translation>Ein Webhook wird durch seine ID, seinen genauen Namen oder mindestens 4 Zeichen vom Anfang seiner ID benannt.</translation>
    </message>
    <message>
        <source>Data goes to the standard output, messages to the standard error.</source>
        <translation>Daten gehen in die Standardausgabe, Meldungen in die Standardfehlerausgabe.</translation>
    </message>
    <message>
        <source>Exit codes: 0 done or success; 1 the receiver answered with an error or a redirect; 2 no complete answer; 3 TLS; 4 timeout; 5 refused by a rule about events; 6 nothing by that name; 64 usage; 65 bad data; 70 internal; 73 or 74 cannot write; 130 cancelled.</source>
        <translation>Exit-Codes: 0 erledigt oder Erfolg; 1 der Empfänger hat mit einem Fehler oder einer Weiterleitung geantwortet; 2 keine vollständige Antwort; 3 TLS; 4 Zeitlimit; 5 von einer Regel über Ereignisse abgelehnt; 6 nichts mit diesem Namen; 64 Aufruf; 65 fehlerhafte Daten; 70 intern; 73 oder 74 Schreiben nicht möglich; 130 abgebrochen.</translation>
    </message>
    <message>
        <source>Help about one command: hookpanel-cli COMMAND --help</source>
        <translation>Hilfe zu einem Befehl: hookpanel-cli COMMAND --help</translation>
    </message>
    <message>
        <source>Usage: hookpanel-cli %1 %2</source>
        <translation>Aufruf: hookpanel-cli %1 %2</translation>
    </message>
    <message>
        <source>Options:</source>
        <translation>Optionen:</translation>
    </message>
    <message>
        <source>Options of every command:</source>
        <translation>Optionen jedes Befehls:</translation>
    </message>
</context>
<context>
    <name>hookpanel::ImportCommand</name>
    <message>
        <source>add and update webhooks from JSON</source>
        <translation>Webhooks aus JSON hinzufügen und aktualisieren</translation>
    </message>
    <message>
        <source>Reads definitions that “hookpanel-cli export” wrote, or webhooks as “list --json” and “show --json” print them. A webhook whose id is there is updated, or skipped when nothing would change; any other is added. Default headers of the file are added, or replace those of the same name.
When anything in a file is not as it must be, it is said, and nothing is changed.
A secret that is not in the file stays as it is set; in a new webhook it is empty, which is said.</source>
        <translation>Liest Definitionen, die „hookpanel-cli export“ geschrieben hat, oder Webhooks, wie „list --json“ und „show --json“ sie ausgeben. Ein Webhook, dessen ID vorhanden ist, wird aktualisiert oder übersprungen, wenn sich nichts ändern würde; jeder andere wird hinzugefügt. Standard-Header der Datei werden hinzugefügt oder ersetzen die gleichen Namens.
Wenn etwas in einer Datei nicht so ist, wie es sein muss, wird es gemeldet, und nichts wird geändert.
Ein Geheimnis, das nicht in der Datei steht, bleibt, wie es gesetzt ist; in einem neuen Webhook ist es leer, und das wird gemeldet.</translation>
    </message>
    <message>
        <source>Say what would be done and change nothing.</source>
        <translation>Sagen, was getan würde, und nichts ändern.</translation>
    </message>
    <message>
        <source>Leave the default headers of the files out.</source>
        <translation>Die Standard-Header der Dateien weglassen.</translation>
    </message>
    <message>
        <source>the file (- is the standard input)</source>
        <translation>die Datei (- ist die Standardeingabe)</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>name of a webhook, sentence</comment>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>The import ended early. These were written before:</source>
        <translation>Der Import endete vorzeitig. Diese wurden vorher geschrieben:</translation>
    </message>
    <message>
        <source>added %1  %2</source>
        <comment>id, name</comment>
        <translation>hinzugefügt %1  %2</translation>
    </message>
    <message>
        <source>updated %1  %2</source>
        <comment>id, name</comment>
        <translation>aktualisiert %1  %2</translation>
    </message>
    <message>
        <source>%1.</source>
        <comment>3 added, 1 updated, 2 skipped</comment>
        <translation>%1.</translation>
    </message>
    <message>
        <source>%1 of %2 webhooks…</source>
        <translation>%1 von %2 Webhooks …</translation>
    </message>
</context>
<context>
    <name>hookpanel::ImportDialog</name>
    <message>
        <source>Import webhooks</source>
        <translation>Webhooks importieren</translation>
    </message>
    <message>
        <source>What the import will do</source>
        <translation>Was der Import tun wird</translation>
    </message>
    <message>
        <source>Nothing has been changed yet. Untick what you want to leave out.</source>
        <translation>Noch wurde nichts geändert. Abwählen, was weggelassen werden soll.</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>Importieren</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>Hinweise</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>There are no webhooks in the file.</source>
        <translation>In der Datei sind keine Webhooks.</translation>
    </message>
</context>
<context>
    <name>hookpanel::ImportPlanModel</name>
    <message>
        <source>%1: %2</source>
        <comment>name of a webhook, sentence</comment>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>, </source>
        <translation>, </translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>nichts</translation>
    </message>
    <message>
        <source>new</source>
        <translation>neu</translation>
    </message>
    <message>
        <source>Action</source>
        <translation>Aktion</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>URL</source>
        <translation>URL</translation>
    </message>
    <message>
        <source>Changes</source>
        <translation>Änderungen</translation>
    </message>
</context>
<context>
    <name>hookpanel::IntakePanel</name>
    <message>
        <source>Take in events from other programs</source>
        <translation>Ereignisse von anderen Programmen annehmen</translation>
    </message>
    <message>
        <source>Programs on this machine, such as a Strapi server, send their events here, and each goes to every webhook that is subscribed to it. Works while this window or “hookpanel-cli serve” runs.</source>
        <translation>Programme auf diesem Rechner, etwa ein Strapi-Server, senden ihre Ereignisse hierher, und jedes geht an jeden Webhook, der es abonniert hat. Das geht, solange dieses Fenster oder „hookpanel-cli serve“ läuft.</translation>
    </message>
    <message>
        <source>Port of the intake</source>
        <translation>Port der Annahme</translation>
    </message>
    <message>
        <source>Any number that no other program on this machine uses. Only this machine can reach it.</source>
        <translation>Irgendeine Zahl, die kein anderes Programm auf diesem Rechner benutzt. Nur dieser Rechner kann ihn erreichen.</translation>
    </message>
    <message>
        <source>Address of the intake</source>
        <translation>Adresse der Annahme</translation>
    </message>
    <message>
        <source>Copy address</source>
        <translation>Adresse kopieren</translation>
    </message>
    <message>
        <source>The URL that the other program sends to.</source>
        <translation>Die URL, an die das andere Programm sendet.</translation>
    </message>
    <message>
        <source>Token of the intake</source>
        <translation>Token der Annahme</translation>
    </message>
    <message>
        <source>Copy token</source>
        <translation>Token kopieren</translation>
    </message>
    <message>
        <source>New token…</source>
        <translation>Neues Token …</translation>
    </message>
    <message>
        <source>Make a new token? Programs that send the old one are refused from then on.</source>
        <translation>Neues Token erzeugen? Programme, die das alte senden, werden von da an abgelehnt.</translation>
    </message>
    <message>
        <source>Make new token</source>
        <translation>Neues Token erzeugen</translation>
    </message>
    <message>
        <source>Keep the old one</source>
        <translation>Altes behalten</translation>
    </message>
    <message>
        <source>The other program sends it with each event, as the header “Authorization: Bearer”, a blank and the token.</source>
        <translation>Das andere Programm sendet es mit jedem Ereignis, als Header „Authorization: Bearer“, ein Leerzeichen und das Token.</translation>
    </message>
    <message>
        <source>This token is new. Copy it now: it is shown only until you leave this page.</source>
        <translation>Dieses Token ist neu. Kopieren Sie es jetzt: Es ist nur zu sehen, bis Sie diese Seite verlassen.</translation>
    </message>
</context>
<context>
    <name>hookpanel::IntakeStatusWords</name>
    <message>
        <source>Off: no program can hand in events.</source>
        <translation>Aus: Kein Programm kann Ereignisse übergeben.</translation>
    </message>
    <message>
        <source>Listening on %1</source>
        <translation>Lauscht auf %1</translation>
    </message>
    <message>
        <source>Another Hookpanel program of this profile takes in events. This one takes over when that one ends.</source>
        <translation>Ein anderes Hookpanel-Programm dieses Profils nimmt Ereignisse an. Dieses übernimmt, wenn jenes endet.</translation>
    </message>
    <message>
        <source>Not listening. %1</source>
        <translation>Lauscht nicht. %1</translation>
    </message>
    <message>
        <source>Port %1 is taken by another program. Choose another port, or end that program; it is tried again.</source>
        <translation>Port %1 ist durch ein anderes Programm belegt. Wählen Sie einen anderen Port, oder beenden Sie jenes Programm; es wird weiter versucht.</translation>
    </message>
    <message>
        <source>Port %1 cannot be used: %2. Choose another port; it is tried again.</source>
        <translation>Port %1 ist nicht benutzbar: %2. Wählen Sie einen anderen Port; es wird weiter versucht.</translation>
    </message>
</context>
<context>
    <name>hookpanel::IntakeTokenSetting</name>
    <message>
        <source>The token that programs send to the intake; made when it is first asked for. “new” makes another one, and the old one is refused from then on.</source>
        <translation>Das Token, das Programme an die Annahme senden; es entsteht, wenn zum ersten Mal danach gefragt wird. „new“ erzeugt ein anderes, und das alte wird von da an abgelehnt.</translation>
    </message>
    <message>
        <source>A token cannot be chosen. Leave the value out to see it, or use “new”.</source>
        <translation>Ein Token lässt sich nicht wählen. Lassen Sie den Wert weg, um es zu sehen, oder geben Sie „new“ an.</translation>
    </message>
    <message>
        <source>The secrets were damaged. The damaged file is kept as %1, and a new one was begun.</source>
        <translation>Die Geheimnisse waren beschädigt. Die beschädigte Datei ist als %1 aufgehoben, und eine neue wurde begonnen.</translation>
    </message>
    <message>
        <source>The token is new and is kept in %1, which only you may read.</source>
        <translation>Das Token ist neu und wird in %1 aufbewahrt, was nur Sie lesen dürfen.</translation>
    </message>
    <message>
        <source>The token is new and is kept in the keyring.</source>
        <translation>Das Token ist neu und liegt im Schlüsselbund.</translation>
    </message>
</context>
<context>
    <name>hookpanel::IntakeWords</name>
    <message>
        <source>The request says in two ways how long its body is. Send one Content-Length and no Transfer-Encoding.</source>
        <translation>Die Anfrage sagt auf zwei Arten, wie lang ihr Inhalt ist. Senden Sie ein Content-Length und kein Transfer-Encoding.</translation>
    </message>
    <message>
        <source>“%1” is no name of a header. Names are letters, digits and hyphens, with the colon right behind them.</source>
        <translation>„%1“ ist kein Name eines Headers. Namen bestehen aus Buchstaben, Ziffern und Bindestrichen; der Doppelpunkt steht direkt dahinter.</translation>
    </message>
    <message>
        <source>The header %1 came more than once. Send it once.</source>
        <translation>Der Header %1 kam mehr als einmal. Senden Sie ihn einmal.</translation>
    </message>
    <message>
        <source>The Idempotency-Key must be 1 to 255 printable ASCII characters. A UUID is a good one.</source>
        <translation>Der Idempotency-Key muss aus 1 bis 255 druckbaren ASCII-Zeichen bestehen. Eine UUID eignet sich gut.</translation>
    </message>
    <message>
        <source>The request has no Host header. Send the host that was called, such as “Host: 127.0.0.1”.</source>
        <translation>Die Anfrage hat keinen Host-Header. Senden Sie den gerufenen Host, etwa „Host: 127.0.0.1“.</translation>
    </message>
    <message>
        <source>The host “%1” is not this machine as the intake knows it. Call 127.0.0.1 or localhost.</source>
        <translation>Der Host „%1“ ist nicht dieser Rechner, wie die Annahme ihn kennt. Rufen Sie 127.0.0.1 oder localhost.</translation>
    </message>
    <message>
        <source>Web pages may not hand in events, and this request came from one: “%1”. Call from a program instead.</source>
        <translation>Webseiten dürfen keine Ereignisse übergeben, und diese Anfrage kam von einer: „%1“. Rufen Sie stattdessen aus einem Programm.</translation>
    </message>
    <message>
        <source>There is nothing at “%1”. Hand events in at /events.</source>
        <translation>Unter „%1“ gibt es nichts. Übergeben Sie Ereignisse unter /events.</translation>
    </message>
    <message>
        <source>Events are handed in with POST, not with %1.</source>
        <translation>Ereignisse werden mit POST übergeben, nicht mit %1.</translation>
    </message>
    <message>
        <source>The token is missing. Send it as “Authorization: Bearer &lt;token&gt;”; the settings of the intake have it.</source>
        <translation>Das Token fehlt. Senden Sie es als „Authorization: Bearer &lt;Token&gt;“; es steht in den Einstellungen der Annahme.</translation>
    </message>
    <message>
        <source>The token is not the one of this intake. Take it from the settings of the intake.</source>
        <translation>Das Token ist nicht das dieser Annahme. Nehmen Sie es aus den Einstellungen der Annahme.</translation>
    </message>
    <message>
        <source>The body must be JSON in UTF-8, not compressed. Send “Content-Type: application/json”.</source>
        <translation>Der Inhalt muss JSON in UTF-8 sein, nicht komprimiert. Senden Sie „Content-Type: application/json“.</translation>
    </message>
    <message>
        <source>The length of the body is missing. Send a Content-Length; chunked bodies are not taken.</source>
        <translation>Die Länge des Inhalts fehlt. Senden Sie ein Content-Length; Inhalte in Stücken (chunked) werden nicht angenommen.</translation>
    </message>
    <message>
        <source>The headers are too large: %1 bytes. At most 16 KiB are allowed.</source>
        <translation>Die Header sind zu groß: %1 Bytes. Höchstens 16 KiB sind erlaubt.</translation>
    </message>
    <message>
        <source>The Idempotency-Key “%1” came within the last 24 hours with another payload, so nothing was accepted. Use a new key for a new event.</source>
        <translation>Der Idempotency-Key „%1“ kam in den letzten 24 Stunden mit anderen Nutzdaten, deshalb wurde nichts angenommen. Nehmen Sie für ein neues Ereignis einen neuen Schlüssel.</translation>
    </message>
    <message>
        <source>The intake is being switched off, and nothing was accepted. Hand the event in again when it is on.</source>
        <translation>Die Annahme wird gerade ausgeschaltet, und nichts wurde angenommen. Übergeben Sie das Ereignis erneut, wenn sie eingeschaltet ist.</translation>
    </message>
    <message>
        <source>The event was not accepted in time, but may still be. Hand it in again with the same Idempotency-Key.</source>
        <translation>Das Ereignis wurde nicht rechtzeitig angenommen, wird es aber vielleicht noch. Übergeben Sie es erneut mit demselben Idempotency-Key.</translation>
    </message>
    <message>
        <source>“%1” is no length of a body. Send one Content-Length, in decimal digits.</source>
        <translation>„%1“ ist keine Länge eines Inhalts. Senden Sie ein Content-Length, in Dezimalziffern.</translation>
    </message>
    <message>
        <source>The request line or the headers are too large. At most 16 KiB are allowed.</source>
        <translation>Die Anfragezeile oder die Header sind zu groß. Erlaubt sind höchstens 16 KiB.</translation>
    </message>
    <message>
        <source>This is another version of HTTP than the one that is understood here. Send an HTTP/1.1 request.</source>
        <translation>Das ist eine andere HTTP-Version als die, die hier verstanden wird. Senden Sie eine Anfrage mit HTTP/1.1.</translation>
    </message>
    <message>
        <source>This is no HTTP request that can be read. One begins like “POST /events HTTP/1.1”, with its headers and its body behind that.</source>
        <translation>Das ist keine lesbare HTTP-Anfrage. Eine solche beginnt wie „POST /events HTTP/1.1“, dahinter stehen die Header und der Body.</translation>
    </message>
    <message>
        <source>The intake has no memory left for this request, and nothing was accepted. Hand the event in again a little later.</source>
        <translation>Die Annahme hat keinen Speicher mehr für diese Anfrage, und nichts wurde angenommen. Übergeben Sie das Ereignis etwas später erneut.</translation>
    </message>
</context>
<context>
    <name>hookpanel::ListCommand</name>
    <message>
        <source>list all webhooks</source>
        <translation>alle Webhooks auflisten</translation>
    </message>
    <message>
        <source>Lists all webhooks by name, with their switch, event types and last outcome.</source>
        <translation>Listet alle Webhooks nach Namen auf, mit Schalter, Ereignistypen und letztem Ergebnis.</translation>
    </message>
    <message>
        <source>There are no webhooks yet. Add one: hookpanel-cli add --name NAME --url URL</source>
        <translation>Es gibt noch keine Webhooks. Einen hinzufügen: hookpanel-cli add --name NAME --url URL</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>%1 (%2): %3</source>
        <translation>%1 (%2): %3</translation>
    </message>
</context>
<context>
    <name>hookpanel::MainWindow</name>
    <message>
        <source>Hookpanel</source>
        <translation>Hookpanel</translation>
    </message>
    <message>
        <source>Navigation</source>
        <translation>Navigation</translation>
    </message>
    <message>
        <source>Webhooks</source>
        <translation>Webhooks</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Deliveries</source>
        <translation>Zustellungen</translation>
    </message>
    <message>
        <source>Remove now</source>
        <translation>Jetzt entfernen</translation>
    </message>
    <message>
        <source>Open settings</source>
        <translation>Einstellungen öffnen</translation>
    </message>
    <message numerus="yes">
        <source>%Ln dead letter(s)</source>
        <translation>
            <numerusform>%Ln Unzustellbare</numerusform>
            <numerusform>%Ln Unzustellbare</numerusform>
        </translation>
    </message>
    <message>
        <source>The damaged file of the settings was written anew. A copy of it as it was is kept beside it.</source>
        <translation>Die beschädigte Datei der Einstellungen wurde neu geschrieben. Eine Kopie, wie sie war, liegt daneben.</translation>
    </message>
    <message>
        <source>The damaged file of “%1” was written anew. A copy of it as it was is kept as “%2”.</source>
        <translation>Die beschädigte Datei von „%1“ wurde neu geschrieben. Eine Kopie der beschädigten Fassung liegt unter „%2“.</translation>
    </message>
    <message>
        <source>Send event</source>
        <translation>Ereignis senden</translation>
    </message>
    <message>
        <source>Event types</source>
        <translation>Ereignistypen</translation>
    </message>
    <message>
        <source>Intake: %1</source>
        <translation>Annahme: %1</translation>
    </message>
    <message>
        <source>A test event came to the intake. It was answered, and goes to no webhook.</source>
        <translation>Ein Testereignis kam bei der Annahme an. Es wurde beantwortet und geht an keinen Webhook.</translation>
    </message>
    <message>
        <source>The secrets were damaged. The damaged file is kept as “%1”, and a new one was begun.</source>
        <translation>Die Geheimnisse waren beschädigt. Die beschädigte Datei ist als „%1“ aufgehoben, und eine neue wurde begonnen.</translation>
    </message>
    <message>
        <source>The switch was written into the damaged file of “%1”; a copy of it as it was is kept as “%2”. It stays marked until somebody has looked at it and saved it.</source>
        <translation>Der Schalter wurde in die beschädigte Datei von „%1“ geschrieben; eine Kopie der Datei, wie sie war, liegt als „%2“ daneben. Der Webhook bleibt markiert, bis ihn jemand angesehen und gespeichert hat.</translation>
    </message>
    <message numerus="yes">
        <source>The secrets in %n webhook(s) stood in clear in their files. They are kept apart now.</source>
        <translation>
            <numerusform>Die Geheimnisse in %n Webhook(s) standen im Klartext in ihren Dateien. Sie werden jetzt getrennt aufbewahrt.</numerusform>
            <numerusform>Die Geheimnisse in %n Webhook(s) standen im Klartext in ihren Dateien. Sie werden jetzt getrennt aufbewahrt.</numerusform>
        </translation>
    </message>
    <message>
        <source>The secrets in the default headers stood in clear in their file. They are kept apart now.</source>
        <translation>Die Geheimnisse in den Standard-Headern standen im Klartext in ihrer Datei. Sie werden jetzt getrennt aufbewahrt.</translation>
    </message>
    <message>
        <source>The URL leads to another place now, so enter the secret values of these headers again: %1</source>
        <translation>Die URL führt jetzt woandershin. Geben Sie die geheimen Werte dieser Header erneut ein: %1</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Noch einmal versuchen</translation>
    </message>
</context>
<context>
    <name>hookpanel::MessageBoxPrompts</name>
    <message>
        <source>Unsaved changes</source>
        <translation>Nicht gespeicherte Änderungen</translation>
    </message>
    <message>
        <source>This webhook has changes that are not saved. Save them?</source>
        <translation>Dieser Webhook hat Änderungen, die nicht gespeichert sind. Speichern?</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Verwerfen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Delete webhooks</source>
        <translation>Webhooks löschen</translation>
    </message>
    <message numerus="yes">
        <source>Delete %n webhook(s)?</source>
        <translation>
            <numerusform>%n Webhook löschen?</numerusform>
            <numerusform>%n Webhooks löschen?</numerusform>
        </translation>
    </message>
    <message>
        <source>You can undo this for ten seconds.</source>
        <translation>Das lässt sich zehn Sekunden lang rückgängig machen.</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>Save as</source>
        <translation>Speichern unter</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message numerus="yes">
        <source>… and %n more.</source>
        <translation>
            <numerusform>… und %n weiterer.</numerusform>
            <numerusform>… und %n weitere.</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing was changed.</source>
        <translation>Nichts wurde geändert.</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Changes that are not saved</source>
        <translation>Nicht gespeicherte Änderungen</translation>
    </message>
    <message>
        <source>They are lost when Hookpanel closes without them.</source>
        <translation>Sie gehen verloren, wenn Hookpanel ohne sie geschlossen wird.</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>Choose a folder</source>
        <translation>Ordner wählen</translation>
    </message>
    <message>
        <source>Where to keep secrets</source>
        <translation>Aufbewahrung der Geheimnisse</translation>
    </message>
    <message>
        <source>The keyring says: %1</source>
        <translation>Der Schlüsselbund meldet: %1</translation>
    </message>
    <message>
        <source>Keep in a file</source>
        <translation>In einer Datei aufbewahren</translation>
    </message>
    <message>
        <source>The desktop&apos;s keyring cannot be used. Keep the secrets of this profile in a file?</source>
        <translation>Der Schlüsselbund der Arbeitsumgebung kann nicht verwendet werden. Sollen die Geheimnisse dieses Profils in einer Datei aufbewahrt werden?</translation>
    </message>
    <message>
        <source>The file: %1</source>
        <translation>Die Datei: %1</translation>
    </message>
    <message>
        <source>Only you can read it, and whoever administers this machine or has its disk or a backup of it: the secrets are not encrypted there.</source>
        <translation>Nur Sie können sie lesen, und wer diesen Rechner verwaltet oder dessen Festplatte oder eine Sicherung davon hat: Die Geheimnisse sind dort nicht verschlüsselt.</translation>
    </message>
    <message>
        <source>Without this, what holds a secret is not saved. What you typed stays where it is.</source>
        <translation>Andernfalls wird nichts gespeichert, was ein Geheimnis enthält. Was Sie eingegeben haben, bleibt stehen.</translation>
    </message>
</context>
<context>
    <name>hookpanel::NoticeBar</name>
    <message>
        <source>Dismiss</source>
        <translation>Ausblenden</translation>
    </message>
</context>
<context>
    <name>hookpanel::PayloadReader</name>
    <message>
        <source>the standard input</source>
        <translation>die Standardeingabe</translation>
    </message>
    <message>
        <source>The payload “%1” cannot be read: %2. Check the file&apos;s name and permissions.</source>
        <translation>Die Nutzdaten „%1“ können nicht gelesen werden: %2. Bitte Namen und Zugriffsrechte der Datei prüfen.</translation>
    </message>
    <message>
        <source>Cancelled while the payload was read. Nothing was sent.</source>
        <translation>Abgebrochen, während die Nutzdaten gelesen wurden. Nichts wurde gesendet.</translation>
    </message>
    <message>
        <source>The file “%1” for --%3 cannot be read: %2. Check its name and permissions.</source>
        <translation>Die Datei „%1“ für --%3 kann nicht gelesen werden: %2. Prüfen Sie ihren Namen und ihre Rechte.</translation>
    </message>
</context>
<context>
    <name>hookpanel::ReceiveCommand</name>
    <message>
        <source>“%1” is not a value of --%2. Use a number from %3 to %4.</source>
        <translation>„%1“ ist kein Wert für --%2. Verwenden Sie eine Zahl von %3 bis %4.</translation>
    </message>
    <message>
        <source>a receiver to try webhooks on, which prints what arrives</source>
        <translation>ein Empfänger zum Ausprobieren von Webhooks, der ausgibt, was ankommt</translation>
    </message>
    <message>
        <source>Takes every request at 127.0.0.1, whatever its path, prints it, and answers it, until SIGTERM or Ctrl+C. The first line says where it listens. With --json each request is one line.</source>
        <translation>Nimmt jede Anfrage an 127.0.0.1 an, gleich mit welchem Pfad, gibt sie aus und beantwortet sie, bis SIGTERM oder Strg+C. Die erste Zeile sagt, wo er lauscht. Mit --json ist jede Anfrage eine Zeile.</translation>
    </message>
    <message>
        <source>Listen at this port of 127.0.0.1. Without it, or with 0, at any free one.</source>
        <translation>An diesem Port von 127.0.0.1 lauschen. Ohne Angabe oder mit 0 an irgendeinem freien.</translation>
    </message>
    <message>
        <source>Answer with this status, 200 to 599. Without it with 200.</source>
        <translation>Mit diesem Status antworten, 200 bis 599. Ohne Angabe mit 200.</translation>
    </message>
    <message>
        <source>Answer so many milliseconds after the request.</source>
        <translation>So viele Millisekunden nach der Anfrage antworten.</translation>
    </message>
    <message>
        <source>Answer the first N requests with 503.</source>
        <translation>Die ersten N Anfragen mit 503 beantworten.</translation>
    </message>
    <message numerus="yes">
        <source>Body: %n bytes. Answered with %1.</source>
        <translation>
            <numerusform>Inhalt: %n Bytes. Beantwortet mit %1.</numerusform>
            <numerusform>Inhalt: %n Bytes. Beantwortet mit %1.</numerusform>
        </translation>
    </message>
    <message>
        <source>Listening on %1</source>
        <translation>Lauscht auf %1</translation>
    </message>
    <message>
        <source>The test receiver cannot listen on %1: %2. Choose another port with --port.</source>
        <translation>Der Testempfänger kann auf %1 nicht lauschen: %2. Wählen Sie mit --port einen anderen Port.</translation>
    </message>
    <message>
        <source>another program uses this port</source>
        <translation>ein anderes Programm benutzt diesen Port</translation>
    </message>
</context>
<context>
    <name>hookpanel::RecipientsModel</name>
    <message>
        <source>will receive</source>
        <translation>bekommt es</translation>
    </message>
    <message>
        <source>next attempt %1</source>
        <comment>time</comment>
        <translation>nächster Versuch %1</translation>
    </message>
    <message>
        <source>Webhook</source>
        <translation>Webhook</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>Ergebnis</translation>
    </message>
    <message>
        <source>gets nothing: the payload is refused</source>
        <translation>bekommt nichts: die Nutzdaten wurden abgelehnt</translation>
    </message>
</context>
<context>
    <name>hookpanel::RemoveCommand</name>
    <message>
        <source>delete webhooks</source>
        <translation>Webhooks löschen</translation>
    </message>
    <message>
        <source>Deletes the webhooks W, without a question and for good, and prints what they were. When one of them is not found, none is deleted.</source>
        <translation>Löscht die Webhooks W ohne Rückfrage und endgültig und gibt aus, was sie waren. Wenn einer davon nicht gefunden wird, wird keiner gelöscht.</translation>
    </message>
    <message>
        <source>Deleted</source>
        <translation>Gelöscht</translation>
    </message>
    <message numerus="yes">
        <source>%n pending deliveries were cancelled.</source>
        <translation>
            <numerusform>%n ausstehende Zustellung wurde abgebrochen.</numerusform>
            <numerusform>%n ausstehende Zustellungen wurden abgebrochen.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hookpanel::ResendAllDialog</name>
    <message>
        <source>Resend dead letters</source>
        <translation>Unzustellbare erneut senden</translation>
    </message>
    <message>
        <source>Deliveries per second</source>
        <translation>Zustellungen pro Sekunde</translation>
    </message>
    <message>
        <source>The oldest go first. You can stop that at any time.</source>
        <translation>Die ältesten zuerst. Sie können das jederzeit anhalten.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Resend all</source>
        <translation>Alle erneut senden</translation>
    </message>
    <message numerus="yes">
        <source>Send %Ln dead letter(s) again?</source>
        <translation>
            <numerusform>%Ln Unzustellbare erneut senden?</numerusform>
            <numerusform>%Ln Unzustellbare erneut senden?</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hookpanel::ResendCommand</name>
    <message>
        <source>send a delivery again</source>
        <translation>eine Zustellung erneut senden</translation>
    </message>
    <message>
        <source>Sends the same payload again, as a new delivery to the same webhook, with the webhook&apos;s settings of now.</source>
        <translation>Sendet dieselben Nutzdaten erneut, als neue Zustellung an denselben Webhook, mit den jetzigen Einstellungen des Webhooks.</translation>
    </message>
</context>
<context>
    <name>hookpanel::ResendDialog</name>
    <message>
        <source>Edit and resend</source>
        <translation>Ändern und erneut senden</translation>
    </message>
    <message>
        <source>Payload</source>
        <translation>Nutzdaten</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>Senden</translation>
    </message>
    <message>
        <source>Goes to “%1” alone, as a new event: as written, but for what the privacy rules take out.</source>
        <translation>Geht nur an „%1“, als neues Ereignis: wie geschrieben, ohne das, was die Datenschutzregeln herausnehmen.</translation>
    </message>
</context>
<context>
    <name>hookpanel::RetryCommand</name>
    <message>
        <source>send the next attempt of a delivery now</source>
        <translation>den nächsten Versuch einer Zustellung jetzt senden</translation>
    </message>
    <message>
        <source>Sends the next attempt of a delivery that waits, now: by the window or “serve” where one runs on this profile, else by this command. One that is over can be sent again with “resend”.</source>
        <translation>Sendet den nächsten Versuch einer wartenden Zustellung jetzt: durch das Fenster oder „serve“, wo eines davon auf diesem Profil läuft, sonst durch diesen Befehl. Eine beendete kann mit „resend“ erneut gesendet werden.</translation>
    </message>
    <message>
        <source>This delivery does not wait for an attempt: %1. To send it again: hookpanel-cli resend %2</source>
        <translation>Diese Zustellung wartet nicht auf einen Versuch: %1. Um sie erneut zu senden: hookpanel-cli resend %2</translation>
    </message>
</context>
<context>
    <name>hookpanel::SchemaImportDialog</name>
    <message>
        <source>Import content types</source>
        <translation>Inhaltstypen importieren</translation>
    </message>
    <message>
        <source>What the import will do</source>
        <translation>Was der Import tun wird</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>Importieren</translation>
    </message>
    <message>
        <source>What is wrong</source>
        <translation>Was nicht stimmt</translation>
    </message>
    <message>
        <source>UID</source>
        <translation>UID</translation>
    </message>
    <message>
        <source>api::address.address</source>
        <translation>api::address.address</translation>
    </message>
    <message>
        <source>Check again</source>
        <translation>Erneut prüfen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Action</source>
        <translation>Aktion</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>add</source>
        <translation>hinzufügen</translation>
    </message>
    <message>
        <source>update</source>
        <translation>aktualisieren</translation>
    </message>
    <message>
        <source>the same</source>
        <translation>unverändert</translation>
    </message>
    <message numerus="yes">
        <source>Nothing can be imported: %n thing(s) are wrong.</source>
        <translation>
            <numerusform>Nichts kann importiert werden: %n Fehler.</numerusform>
            <numerusform>Nichts kann importiert werden: %n Fehler.</numerusform>
        </translation>
    </message>
    <message>
        <source>Everything in there is known already. Nothing would change.</source>
        <translation>Alles darin ist schon bekannt. Nichts würde sich ändern.</translation>
    </message>
    <message>
        <source>%1 to add, %2 to update. Nothing has been changed yet.</source>
        <translation>%1 hinzuzufügen, %2 zu aktualisieren. Noch wurde nichts geändert.</translation>
    </message>
</context>
<context>
    <name>hookpanel::SecretCommand</name>
    <message>
        <source>make or change the signing secret of a webhook</source>
        <translation>das Signaturgeheimnis eines Webhooks erzeugen oder wechseln</translation>
    </message>
    <message>
        <source>“generate” makes the signing secret of the webhook W and prints it; it is not shown again.
“rotate” makes another one and prints it. The one before signs as well until the overlap is over, so that the receiver has time to learn the new one.
“end-old” ends the overlap now: only the newest secret signs.</source>
        <translation>„generate“ erzeugt das Signaturgeheimnis des Webhooks W und gibt es aus; es wird nicht wieder angezeigt.
„rotate“ erzeugt ein anderes und gibt es aus. Das vorige signiert mit, bis die Überlappung vorbei ist, damit der Empfänger Zeit hat, das neue zu lernen.
„end-old“ beendet die Überlappung jetzt: Nur das neueste Geheimnis signiert.</translation>
    </message>
    <message>
        <source>For how many hours the secret before signs as well: 0 to 720; 24 when it is not given.</source>
        <translation>Wie viele Stunden das vorige Geheimnis noch mitsigniert: 0 bis 720; ohne Angabe 24.</translation>
    </message>
    <message>
        <source>the webhook, and generate, rotate or end-old</source>
        <translation>der Webhook und generate, rotate oder end-old</translation>
    </message>
    <message>
        <source>“%1” is not a number of hours from 0 to 720.</source>
        <translation>„%1“ ist keine Zahl von Stunden von 0 bis 720.</translation>
    </message>
    <message>
        <source>--overlap goes with “rotate” alone.</source>
        <translation>--overlap gehört nur zu „rotate“.</translation>
    </message>
    <message>
        <source>“%1” has a signing secret already. Use “rotate” to change it.</source>
        <translation>„%1“ hat schon ein Signaturgeheimnis. Wechseln Sie es mit „rotate“.</translation>
    </message>
    <message>
        <source>“%1” has no signing secret yet. Use “generate” to make one.</source>
        <translation>„%1“ hat noch kein Signaturgeheimnis. Erzeugen Sie eines mit „generate“.</translation>
    </message>
    <message>
        <source>“%1” is none of generate, rotate and end-old. See: hookpanel-cli secret --help</source>
        <translation>„%1“ ist weder generate noch rotate noch end-old. Siehe: hookpanel-cli secret --help</translation>
    </message>
    <message>
        <source>This is the signing secret of “%1”. Give it to the receiver now: it is not shown again.</source>
        <translation>Das ist das Signaturgeheimnis von „%1“. Geben Sie es jetzt dem Empfänger: Es wird nicht wieder angezeigt.</translation>
    </message>
    <message>
        <source>The one before signs as well until %1.</source>
        <translation>Das vorige signiert mit bis %1.</translation>
    </message>
    <message>
        <source>No signing scheme is chosen yet, so nothing is signed: see hookpanel-cli edit --help, --sign.</source>
        <translation>Es ist noch kein Signaturverfahren gewählt, daher wird nichts signiert: siehe hookpanel-cli edit --help, --sign.</translation>
    </message>
</context>
<context>
    <name>hookpanel::SecretSource</name>
    <message>
        <source>The signing secret is in this environment variable.</source>
        <translation>Das Signaturgeheimnis steht in dieser Umgebungsvariable.</translation>
    </message>
    <message>
        <source>The signing secret is read from this open file descriptor; 0 is the standard input.</source>
        <translation>Das Signaturgeheimnis wird aus diesem offenen Dateideskriptor gelesen; 0 ist die Standardeingabe.</translation>
    </message>
    <message>
        <source>--%1 and --%2 contradict each other. Give one of them.</source>
        <translation>--%1 und --%2 widersprechen sich. Geben Sie nur eines davon an.</translation>
    </message>
    <message>
        <source>The signing secret is not UTF-8 text. Paste it again.</source>
        <translation>Das Signaturgeheimnis ist kein UTF-8-Text. Fügen Sie es erneut ein.</translation>
    </message>
    <message>
        <source>The signing secret is empty. Enter it, or generate one.</source>
        <translation>Das Signaturgeheimnis ist leer. Geben Sie es ein oder erzeugen Sie eines.</translation>
    </message>
    <message>
        <source>--secret-env takes the name of an environment variable, not the secret itself.</source>
        <translation>--secret-env erwartet den Namen einer Umgebungsvariable, nicht das Geheimnis selbst.</translation>
    </message>
    <message>
        <source>The environment variable %1 is not set or empty. Put the signing secret into it.</source>
        <translation>Die Umgebungsvariable %1 ist nicht gesetzt oder leer. Legen Sie das Signaturgeheimnis darin ab.</translation>
    </message>
    <message>
        <source>--secret-fd takes the number of an open file descriptor, as in --secret-fd 3 3&lt; secret.txt.</source>
        <translation>--secret-fd erwartet die Nummer eines offenen Dateideskriptors, wie in --secret-fd 3 3&lt; geheimnis.txt.</translation>
    </message>
    <message>
        <source>Cancelled while the signing secret was read.</source>
        <translation>Abgebrochen, während das Signaturgeheimnis gelesen wurde.</translation>
    </message>
    <message>
        <source>The file descriptor %1 cannot be read: %2. Open it for reading, as in --secret-fd 3 3&lt; secret.txt.</source>
        <translation>Der Dateideskriptor %1 kann nicht gelesen werden: %2. Öffnen Sie ihn zum Lesen, wie in --secret-fd 3 3&lt; geheimnis.txt.</translation>
    </message>
    <message>
        <source>The signing secret is longer than 4,096 bytes. Is it the right file?</source>
        <translation>Das Signaturgeheimnis ist länger als 4.096 Bytes. Ist es die richtige Datei?</translation>
    </message>
</context>
<context>
    <name>hookpanel::SecurityView</name>
    <message>
        <source>Security</source>
        <translation>Sicherheit</translation>
    </message>
</context>
<context>
    <name>hookpanel::SendEventPage</name>
    <message>
        <source>Send event</source>
        <translation>Ereignis senden</translation>
    </message>
    <message>
        <source>Event</source>
        <translation>Ereignis</translation>
    </message>
    <message>
        <source>Content type</source>
        <translation>Inhaltstyp</translation>
    </message>
    <message>
        <source>Start from the sample</source>
        <translation>Wieder beim Beispiel beginnen</translation>
    </message>
    <message>
        <source>Take back what you typed and show the sample again</source>
        <translation>Verwirft das Getippte und zeigt wieder das Beispiel</translation>
    </message>
    <message>
        <source>Payload</source>
        <translation>Nutzdaten</translation>
    </message>
    <message>
        <source>Recipients</source>
        <translation>Empfänger</translation>
    </message>
    <message>
        <source>Show deliveries</source>
        <translation>Zustellungen zeigen</translation>
    </message>
    <message>
        <source>Open the history of deliveries</source>
        <translation>Öffnet den Verlauf der Zustellungen</translation>
    </message>
    <message>
        <source>Send another</source>
        <translation>Weiteres senden</translation>
    </message>
    <message>
        <source>Send to nobody</source>
        <translation>An niemanden senden</translation>
    </message>
    <message>
        <source>Keep the event and send it to each webhook that gets it</source>
        <translation>Bewahrt das Ereignis auf und sendet es an jeden Webhook, der es bekommt</translation>
    </message>
    <message>
        <source>as in the sample</source>
        <translation>wie im Beispiel</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keiner</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <comment>name of a content type, uid</comment>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>Kept in the history; no webhook gets it.</source>
        <translation>Im Verlauf aufbewahrt; kein Webhook bekommt es.</translation>
    </message>
    <message numerus="yes">
        <source>Sent to %n webhook(s).</source>
        <translation>
            <numerusform>An %n Webhook gesendet.</numerusform>
            <numerusform>An %n Webhooks gesendet.</numerusform>
        </translation>
    </message>
    <message>
        <source>Go to line %1, column %2</source>
        <translation>Zu Zeile %1, Spalte %2</translation>
    </message>
    <message numerus="yes">
        <source>Send to %n webhook(s)</source>
        <translation>
            <numerusform>An %n Webhook senden</numerusform>
            <numerusform>An %n Webhooks senden</numerusform>
        </translation>
    </message>
    <message>
        <source>The rows of recipients follow the deliveries. What exactly left is in their details.</source>
        <translation>Die Zeilen der Empfänger folgen den Zustellungen. Was genau hinausging, steht in deren Einzelheiten.</translation>
    </message>
    <message>
        <source>The untouched sample is sent compact, with the time of sending.</source>
        <translation>Das unveränderte Beispiel wird kompakt und mit der Zeit des Sendens gesendet.</translation>
    </message>
    <message>
        <source>No webhook gets this event. It is kept in the history, with the reasons.</source>
        <translation>Kein Webhook bekommt dieses Ereignis. Es wird mit den Gründen im Verlauf aufbewahrt.</translation>
    </message>
    <message>
        <source>Enter opens the webhook, or its deliveries once the event was sent.</source>
        <translation>Die Eingabetaste öffnet den Webhook oder, sobald das Ereignis gesendet ist, seine Zustellungen.</translation>
    </message>
    <message>
        <source>%1, not known any more</source>
        <comment>event type or uid of a content type</comment>
        <translation>%1, nicht mehr bekannt</translation>
    </message>
    <message>
        <source>%1 (Enterprise edition)</source>
        <comment>event type</comment>
        <translation>%1 (Enterprise-Edition)</translation>
    </message>
    <message>
        <source>Sent as written, but for what the privacy rules take out. “createdAt” becomes the time of sending unless you change it.</source>
        <translation>Wird gesendet wie geschrieben, ohne das, was die Datenschutzregeln herausnehmen. „createdAt“ wird zur Zeit des Sendens, wenn Sie es nicht ändern.</translation>
    </message>
</context>
<context>
    <name>hookpanel::ServeCommand</name>
    <message>
        <source>dispatch deliveries without a window</source>
        <translation>ohne Fenster zustellen</translation>
    </message>
    <message>
        <source>Dispatching. Ctrl+C ends it.</source>
        <translation>Zustellen läuft. Strg+C beendet es.</translation>
    </message>
    <message>
        <source>Another program dispatches for this profile. Standing by; Ctrl+C ends it.</source>
        <translation>Ein anderes Programm stellt für dieses Profil zu. In Bereitschaft; Strg+C beendet sie.</translation>
    </message>
    <message numerus="yes">
        <source>%n retries fell due while Hookpanel was closed.</source>
        <translation>
            <numerusform>%n Wiederholung wurde fällig, während Hookpanel geschlossen war.</numerusform>
            <numerusform>%n Wiederholungen wurden fällig, während Hookpanel geschlossen war.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n deliveries are older or more than is kept. They are removed from %1 on.</source>
        <translation>
            <numerusform>%n Zustellung ist älter oder mehr, als aufbewahrt wird. Sie wird ab %1 entfernt.</numerusform>
            <numerusform>%n Zustellungen sind älter oder mehr, als aufbewahrt wird. Sie werden ab %1 entfernt.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n old deliveries were removed.</source>
        <translation>
            <numerusform>%n alte Zustellung wurde entfernt.</numerusform>
            <numerusform>%n alte Zustellungen wurden entfernt.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n deliveries were cancelled: their webhooks are not there any more.</source>
        <translation>
            <numerusform>%n Zustellung wurde abgebrochen: Ihren Webhook gibt es nicht mehr.</numerusform>
            <numerusform>%n Zustellungen wurden abgebrochen: Ihre Webhooks gibt es nicht mehr.</numerusform>
        </translation>
    </message>
    <message>
        <source>Ending: what is on the wire is finished first.</source>
        <translation>Wird beendet: Was gerade übertragen wird, wird zuvor abgeschlossen.</translation>
    </message>
    <message>
        <source>Sends what is due and retries by the schedule, without a window or display, until SIGTERM or Ctrl+C. What is on the wire then is ended and recorded first. While another program dispatches for this profile it stands by, and takes over when that one ends.
Other programs hand in events at http://127.0.0.1:PORT/events where the intake is switched on: by --intake for this run, else by “hookpanel-cli settings intake-port PORT”, also while this runs. They need the token that “hookpanel-cli settings intake-token” prints.</source>
        <translation>Sendet, was fällig ist, und wiederholt nach dem Zeitplan, ohne Fenster und Bildschirm, bis SIGTERM oder Strg+C. Was dann unterwegs ist, wird vorher beendet und festgehalten. Solange ein anderes Programm für dieses Profil zustellt, hält es sich bereit und übernimmt, wenn jenes endet.
Andere Programme übergeben Ereignisse an http://127.0.0.1:PORT/events, wo die Annahme eingeschaltet ist: durch --intake für diesen Lauf, sonst durch „hookpanel-cli settings intake-port PORT“, auch während dies läuft. Sie brauchen das Token, das „hookpanel-cli settings intake-token“ ausgibt.</translation>
    </message>
    <message>
        <source>Take in events at this port of 127.0.0.1, 0 for any free one; ends when it is taken.</source>
        <translation>Ereignisse an diesem Port von 127.0.0.1 annehmen, 0 für irgendeinen freien; endet, wenn er belegt ist.</translation>
    </message>
    <message numerus="yes">
        <source>%n deliveries were being sent when Hookpanel last ended, and were interrupted. They are tried again.</source>
        <translation>
            <numerusform>%n Zustellung wurde gerade gesendet, … wurde unterbrochen. Sie wird erneut versucht.</numerusform>
            <numerusform>%n Zustellungen wurden gerade gesendet, als Hookpanel zuletzt endete, und wurden unterbrochen. Sie werden erneut versucht.</numerusform>
        </translation>
    </message>
    <message>
        <source>“%1” is not a port. Use a number from 0 to 65535.</source>
        <translation>„%1“ ist kein Port. Geben Sie eine Zahl von 0 bis 65535 an.</translation>
    </message>
    <message>
        <source>The secrets were damaged. The damaged file is kept as %1, and a new one was begun.</source>
        <translation>Die Geheimnisse waren beschädigt. Die beschädigte Datei ist als %1 aufgehoben, und eine neue wurde begonnen.</translation>
    </message>
    <message>
        <source>A test event came to the intake. It was answered, and goes to no webhook.</source>
        <translation>Ein Testereignis kam bei der Annahme an. Es wurde beantwortet und geht an keinen Webhook.</translation>
    </message>
    <message>
        <source>Intake: %1</source>
        <translation>Annahme: %1</translation>
    </message>
    <message>
        <source>A token for the intake was made and is kept in %1. To see it: %2</source>
        <translation>Ein Token für die Annahme wurde erzeugt und wird in %1 aufbewahrt. So sehen Sie es: %2</translation>
    </message>
    <message>
        <source>A token for the intake was made and is kept in the keyring. To see it: %1</source>
        <translation>Ein Token für die Annahme wurde erzeugt und liegt im Schlüsselbund. Ansehen: %1</translation>
    </message>
    <message>
        <source>The intake begins when the secrets can be read. %1</source>
        <translation>Die Annahme beginnt, sobald die Geheimnisse gelesen werden können. %1</translation>
    </message>
</context>
<context>
    <name>hookpanel::SettingsCommand</name>
    <message>
        <source>4 or 5: the Strapi version whose payloads are composed.</source>
        <translation>4 oder 5: die Strapi-Version, deren Nutzdaten zusammengestellt werden.</translation>
    </message>
    <message>
        <source>community, or enterprise to have the event types of the Enterprise edition shown.</source>
        <translation>community, oder enterprise, um die Ereignistypen der Enterprise-Edition zu zeigen.</translation>
    </message>
    <message>
        <source>Seconds for a whole attempt, 1 to 120: the start value of a new webhook.</source>
        <translation>Sekunden für einen ganzen Versuch, 1 bis 120: der Startwert eines neuen Webhooks.</translation>
    </message>
    <message>
        <source>off, quick, standard, or a list of seconds such as 1,5,60: the start value of a new webhook.</source>
        <translation>off, quick, standard oder eine Liste von Sekunden wie 1,5,60: der Startwert eines neuen Webhooks.</translation>
    </message>
    <message>
        <source>system, none, http://host:port or socks5://host:port: the way requests leave.</source>
        <translation>system, none, http://host:port oder socks5://host:port: der Weg, den Anfragen nehmen.</translation>
    </message>
    <message>
        <source>system, light or dark: how the window looks.</source>
        <translation>system, light oder dark: wie das Fenster aussieht.</translation>
    </message>
    <message>
        <source>show or change settings</source>
        <translation>Einstellungen zeigen oder ändern</translation>
    </message>
    <message>
        <source>Prints all settings, or the value of KEY alone. With VALUE it sets KEY first.</source>
        <translation>Gibt alle Einstellungen aus oder nur den Wert von KEY. Mit VALUE wird KEY zuvor gesetzt.</translation>
    </message>
    <message>
        <source>Keys:</source>
        <translation>Schlüssel:</translation>
    </message>
    <message>
        <source>“%1” is not a payload format. Use 4 or 5.</source>
        <translation>„%1“ ist kein Nutzdatenformat. Möglich sind 4 oder 5.</translation>
    </message>
    <message>
        <source>“%1” is not an edition. Use community or enterprise.</source>
        <translation>„%1“ ist keine Edition. Möglich sind community oder enterprise.</translation>
    </message>
    <message>
        <source>“%1” is not a theme. Use system, light or dark.</source>
        <translation>„%1“ ist kein Erscheinungsbild. Möglich sind system, light oder dark.</translation>
    </message>
    <message>
        <source>There is no setting “%1”. The settings are: %2</source>
        <translation>Es gibt keine Einstellung „%1“. Die Einstellungen sind: %2</translation>
    </message>
    <message>
        <source>Deliveries that ended longer ago are removed, 1 to %1; those that did not arrive are kept three times as long.</source>
        <translation>Zustellungen, die vor mehr als so vielen Tagen endeten, werden entfernt, 1 bis %1; was nicht ankam, bleibt dreimal so lange.</translation>
    </message>
    <message>
        <source>So many deliveries are kept at most, 1 to %1; the oldest go first.</source>
        <translation>So viele Zustellungen werden höchstens aufbewahrt, 1 bis %1; die ältesten gehen zuerst.</translation>
    </message>
    <message>
        <source>So many attempts are under way at once at most, 1 to %1; never more than six to one origin.</source>
        <translation>So viele Versuche sind höchstens gleichzeitig unterwegs, 1 bis %1; nie mehr als sechs zu einem Ursprung.</translation>
    </message>
    <message>
        <source>“%1” is not a whole number from 1 to %2.</source>
        <translation>„%1“ ist keine ganze Zahl von 1 bis %2.</translation>
    </message>
    <message>
        <source>off, or the port of 127.0.0.1 where other programs hand in events while the window or “serve” runs; %1 is a good one.</source>
        <translation>off oder der Port von 127.0.0.1, an dem andere Programme Ereignisse übergeben, während das Fenster oder „serve“ läuft; %1 eignet sich gut.</translation>
    </message>
    <message>
        <source>“%1” is not a port. Use off, or a number from 1 to %2.</source>
        <translation>„%1“ ist kein Port. Geben Sie off oder eine Zahl von 1 bis %2 an.</translation>
    </message>
</context>
<context>
    <name>hookpanel::SettingsPage</name>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>Write the settings that could not be written</source>
        <translation>Die Einstellungen schreiben, die nicht geschrieben werden konnten</translation>
    </message>
    <message>
        <source>Requests</source>
        <translation>Anfragen</translation>
    </message>
    <message>
        <source>Default headers</source>
        <translation>Standard-Header</translation>
    </message>
    <message>
        <source>Create new header</source>
        <translation>Neuen Header anlegen</translation>
    </message>
    <message>
        <source>Remove header</source>
        <translation>Header entfernen</translation>
    </message>
    <message>
        <source>Remove the header in the current row</source>
        <translation>Den Header in der aktuellen Zeile entfernen</translation>
    </message>
    <message>
        <source>Sent with every webhook. A webhook&apos;s own header of the same name replaces one of these.</source>
        <translation>Werden mit jedem Webhook gesendet. Ein eigener Header des Webhooks mit gleichem Namen ersetzt einen davon.</translation>
    </message>
    <message>
        <source>Default timeout</source>
        <translation>Standard-Zeitlimit</translation>
    </message>
    <message>
        <source> s</source>
        <translation> s</translation>
    </message>
    <message>
        <source>How long a whole attempt may take. New webhooks start with it; those that exist keep their own.</source>
        <translation>Wie lange ein ganzer Versuch dauern darf. Neue Webhooks beginnen damit; vorhandene behalten ihr eigenes.</translation>
    </message>
    <message>
        <source>Default retry schedule</source>
        <translation>Standard-Wiederholungsplan</translation>
    </message>
    <message>
        <source>Own waits in seconds</source>
        <translation>Eigene Wartezeiten in Sekunden</translation>
    </message>
    <message>
        <source>1, 5, 60</source>
        <translation>1, 5, 60</translation>
    </message>
    <message>
        <source>The waits before a failed delivery is tried again. New webhooks start with it; those that exist keep their own.</source>
        <translation>Die Wartezeiten, bevor eine fehlgeschlagene Zustellung erneut versucht wird. Neue Webhooks beginnen damit; vorhandene behalten ihre eigenen.</translation>
    </message>
    <message>
        <source>Strapi</source>
        <translation>Strapi</translation>
    </message>
    <message>
        <source>Payload format</source>
        <translation>Nutzdatenformat</translation>
    </message>
    <message>
        <source>The version of Strapi whose payloads are made from a model and an entry.</source>
        <translation>Die Version von Strapi, deren Nutzdaten aus einem Modell und einem Eintrag erstellt werden.</translation>
    </message>
    <message>
        <source>Edition</source>
        <translation>Edition</translation>
    </message>
    <message>
        <source>Enterprise adds the event types of review workflows and releases, which only the Enterprise edition of Strapi sends.</source>
        <translation>Enterprise ergänzt die Ereignistypen von Prüfabläufen (Review Workflows) und Veröffentlichungen (Releases), die nur die Enterprise-Edition von Strapi sendet.</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>Netzwerk</translation>
    </message>
    <message>
        <source>Proxy</source>
        <translation>Proxy</translation>
    </message>
    <message>
        <source>Proxy address</source>
        <translation>Proxy-Adresse</translation>
    </message>
    <message>
        <source>http://proxy.example:3128</source>
        <translation>http://proxy.example:3128</translation>
    </message>
    <message>
        <source>The way that requests take, from the next one on. Receivers on this machine are always called directly.</source>
        <translation>Der Weg, den Anfragen nehmen, ab der nächsten. Empfänger auf diesem Rechner werden immer direkt aufgerufen.</translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation>Aussehen</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>Erscheinungsbild</translation>
    </message>
    <message>
        <source>System follows light and dark of the desktop as it changes.</source>
        <translation>„System“ folgt Hell und Dunkel des Desktops, wenn sie wechseln.</translation>
    </message>
    <message>
        <source>Own waits</source>
        <translation>Eigene Wartezeiten</translation>
    </message>
    <message>
        <source>Strapi 5</source>
        <translation>Strapi 5</translation>
    </message>
    <message>
        <source>Strapi 4</source>
        <translation>Strapi 4</translation>
    </message>
    <message>
        <source>Community</source>
        <translation>Community</translation>
    </message>
    <message>
        <source>Enterprise</source>
        <translation>Enterprise</translation>
    </message>
    <message>
        <source>The system&apos;s</source>
        <translation>Vom System</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Kein Proxy</translation>
    </message>
    <message>
        <source>This one</source>
        <translation>Dieser</translation>
    </message>
    <message>
        <source>System</source>
        <translation>System</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source>Changed the default headers</source>
        <translation>Standard-Header geändert</translation>
    </message>
    <message>
        <source>Changed the default timeout</source>
        <translation>Standard-Zeitlimit geändert</translation>
    </message>
    <message>
        <source>Changed the default retry schedule</source>
        <translation>Standard-Wiederholungsplan geändert</translation>
    </message>
    <message>
        <source>Changed the payload format</source>
        <translation>Nutzdatenformat geändert</translation>
    </message>
    <message>
        <source>Changed the edition</source>
        <translation>Edition geändert</translation>
    </message>
    <message>
        <source>Changed the proxy</source>
        <translation>Proxy geändert</translation>
    </message>
    <message>
        <source>Changed the theme</source>
        <translation>Erscheinungsbild geändert</translation>
    </message>
    <message>
        <source>Deliveries</source>
        <translation>Zustellungen</translation>
    </message>
    <message>
        <source>Keep deliveries for</source>
        <translation>Zustellungen behalten</translation>
    </message>
    <message>
        <source>After that, deliveries that arrived are removed from the history. Those that did not arrive are kept three times as long.</source>
        <translation>Danach werden Zustellungen, die angekommen sind, aus dem Verlauf entfernt. Die nicht angekommenen bleiben dreimal so lange.</translation>
    </message>
    <message>
        <source>Keep at most</source>
        <translation>Höchstens behalten</translation>
    </message>
    <message>
        <source>Beyond that, the oldest deliveries that arrived are removed. Those that did not arrive go when there are three times as many.</source>
        <translation>Darüber hinaus werden die ältesten angekommenen Zustellungen entfernt. Die nicht angekommenen gehen erst, wenn es dreimal so viele sind.</translation>
    </message>
    <message>
        <source>Attempts at once</source>
        <translation>Versuche gleichzeitig</translation>
    </message>
    <message>
        <source>How many attempts may be under way at the same time. Each receiver gets six at most.</source>
        <translation>Wie viele Versuche zur selben Zeit unterwegs sein dürfen. Jeder Empfänger bekommt höchstens sechs.</translation>
    </message>
    <message>
        <source>Changed how long deliveries are kept</source>
        <translation>Die Dauer, für die Zustellungen behalten werden, wurde geändert</translation>
    </message>
    <message>
        <source>Changed how many deliveries are kept</source>
        <translation>Die Zahl der Zustellungen, die behalten werden, wurde geändert</translation>
    </message>
    <message>
        <source>Changed the attempts at once</source>
        <translation>Die Zahl der gleichzeitigen Versuche wurde geändert</translation>
    </message>
    <message numerus="yes">
        <source>%n setting(s) could not be saved.</source>
        <translation>
            <numerusform>%n Einstellung konnte nicht gespeichert werden.</numerusform>
            <numerusform>%n Einstellungen konnten nicht gespeichert werden.</numerusform>
        </translation>
    </message>
    <message>
        <source>Enter the address of the proxy. Until it is there, the former choice stays in force: %1.</source>
        <translation>Geben Sie die Adresse des Proxys ein. Bis dahin gilt die bisherige Auswahl weiter: %1.</translation>
    </message>
    <message>
        <source>Enter the waits. Until they are there, the former choice stays in force: %1.</source>
        <translation>Geben Sie die Wartezeiten ein. Bis dahin gilt die bisherige Auswahl weiter: %1.</translation>
    </message>
    <message numerus="yes">
        <source>day(s)</source>
        <comment>after a number</comment>
        <translation>
            <numerusform>Tag</numerusform>
            <numerusform>Tage</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>deliveries</source>
        <comment>after a number</comment>
        <translation>
            <numerusform>Zustellung</numerusform>
            <numerusform>Zustellungen</numerusform>
        </translation>
    </message>
    <message>
        <source>Intake</source>
        <translation>Annahme</translation>
    </message>
    <message>
        <source>Changed whether events are taken in</source>
        <translation>Annahme von Ereignissen geändert</translation>
    </message>
    <message>
        <source>Changed the port of the intake</source>
        <translation>Port der Annahme geändert</translation>
    </message>
    <message>
        <source>A setting was not saved. %1</source>
        <comment>why</comment>
        <translation>Eine Einstellung wurde nicht gespeichert. %1</translation>
    </message>
</context>
<context>
    <name>hookpanel::ShowCommand</name>
    <message>
        <source>show one webhook</source>
        <translation>einen Webhook zeigen</translation>
    </message>
    <message>
        <source>Shows everything about the webhook W.</source>
        <translation>Zeigt alles über den Webhook W.</translation>
    </message>
    <message>
        <source>The event type “%1” is not in the catalogue: it was removed, or another version has it. Nothing is sent for it until it is added again.</source>
        <translation>Der Ereignistyp „%1“ ist nicht im Katalog: Er wurde entfernt, oder eine andere Version hat ihn. Für ihn wird nichts gesendet, bis er wieder hinzugefügt wird.</translation>
    </message>
</context>
<context>
    <name>hookpanel::SignatureDialog</name>
    <message>
        <source>Check a signature</source>
        <translation>Eine Signatur prüfen</translation>
    </message>
    <message>
        <source>Paste what the receiver got. It is checked here, and goes nowhere.</source>
        <translation>Fügen Sie ein, was der Empfänger bekam. Es wird hier geprüft und geht nirgendwohin.</translation>
    </message>
    <message>
        <source>Headers as they came</source>
        <translation>Header, wie sie ankamen</translation>
    </message>
    <message>
        <source>webhook-id: …</source>
        <translation>webhook-id: …</translation>
    </message>
    <message>
        <source>Body as it came</source>
        <translation>Body, wie er ankam</translation>
    </message>
    <message>
        <source>Check with</source>
        <translation>Prüfen mit</translation>
    </message>
    <message>
        <source>Another signing secret</source>
        <translation>Einem anderen Signaturgeheimnis</translation>
    </message>
    <message>
        <source>whsec_…</source>
        <translation>whsec_…</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>Ergebnis</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Check</source>
        <translation>Prüfen</translation>
    </message>
    <message>
        <source>The signing secrets of this webhook</source>
        <translation>Den Signaturgeheimnissen dieses Webhooks</translation>
    </message>
    <message>
        <source>There are no headers. Write one on each line, as “Name: value”.</source>
        <translation>Es gibt keine Header. Schreiben Sie in jede Zeile einen, als „Name: Wert“.</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>signing scheme, finding</comment>
        <translation>%1: %2</translation>
    </message>
</context>
<context>
    <name>hookpanel::SignatureWords</name>
    <message>
        <source>The headers hold no signature that Hookpanel knows. Check that all headers of the request are there.</source>
        <translation>Die Header enthalten keine Signatur, die Hookpanel kennt. Prüfen Sie, ob alle Header der Anfrage da sind.</translation>
    </message>
    <message>
        <source>The signature fits.</source>
        <translation>Die Signatur passt.</translation>
    </message>
    <message>
        <source>The signature is missing: there is no header “%1”, or it is empty.</source>
        <translation>Die Signatur fehlt: Es gibt keinen Header „%1“, oder er ist leer.</translation>
    </message>
    <message>
        <source>The message id is missing: there is no header “%1”, or it is empty. It is part of what is signed.</source>
        <translation>Die Nachrichten-ID fehlt: Es gibt keinen Header „%1“, oder er ist leer. Sie gehört zu dem, was signiert ist.</translation>
    </message>
    <message>
        <source>The time is missing: there is no header “%1”, or it is empty. It is part of what is signed.</source>
        <translation>Die Zeit fehlt: Es gibt keinen Header „%1“, oder er ist leer. Sie gehört zu dem, was signiert ist.</translation>
    </message>
    <message>
        <source>The time “%1” is not a whole number of seconds since 1970.</source>
        <translation>Die Zeit „%1“ ist keine ganze Zahl von Sekunden seit 1970.</translation>
    </message>
    <message>
        <source>The header “%1” holds no whole signature. It may have been cut off on its way.</source>
        <translation>Der Header „%1“ enthält keine vollständige Signatur. Vielleicht wurde sie unterwegs abgeschnitten.</translation>
    </message>
    <message>
        <source>The signature is of a kind that cannot be checked here: %1. Only v1 can.</source>
        <translation>Die Signatur ist von einer Art, die hier nicht geprüft werden kann: %1. Nur v1 kann es.</translation>
    </message>
    <message>
        <source>The signature fits, but “sha256=” is missing in front of it in the header “%1”.</source>
        <translation>Die Signatur passt, aber im Header „%1“ fehlt „sha256=“ davor.</translation>
    </message>
    <message>
        <source>The signature fits, but the header “%1” has it in upper case. Receivers expect lower case.</source>
        <translation>Die Signatur passt, aber im Header „%1“ steht sie in Großbuchstaben. Empfänger erwarten Kleinbuchstaben.</translation>
    </message>
    <message>
        <source>Its time is %1 away from now as well, and receivers allow 5 minutes.</source>
        <translation>Auch ihre Zeit liegt %1 von jetzt entfernt; Empfänger erlauben 5 Minuten.</translation>
    </message>
    <message>
        <source>%1 min %2 s</source>
        <comment>a duration</comment>
        <translation>%1 min %2 s</translation>
    </message>
    <message>
        <source>The signature fits, but its time is %1 old. Receivers refuse what is more than 5 minutes away: check the clocks on both sides, unless the request is an old one.</source>
        <translation>Die Signatur passt, aber ihre Zeit ist %1 alt. Empfänger lehnen ab, was mehr als 5 Minuten abweicht: Prüfen Sie die Uhren auf beiden Seiten, falls es keine alte Anfrage ist.</translation>
    </message>
    <message>
        <source>The signature fits, but its time lies %1 ahead. Receivers refuse what is more than 5 minutes away: check the clocks on both sides.</source>
        <translation>Die Signatur passt, aber ihre Zeit liegt %1 in der Zukunft. Empfänger lehnen ab, was mehr als 5 Minuten abweicht: Prüfen Sie die Uhren auf beiden Seiten.</translation>
    </message>
    <message>
        <source>The signature does not fit: the secret is another one, or the body is not what was sent.</source>
        <translation>Die Signatur passt nicht: Das Geheimnis ist ein anderes, oder der Inhalt ist nicht der gesendete.</translation>
    </message>
    <message>
        <source>The signature fits without the line end at the end of the body. Something added it after the body came: check the bytes as they came.</source>
        <translation>Die Signatur passt ohne das Zeilenende am Ende des Inhalts. Es kam nach dem Empfang hinzu: Prüfen Sie die Bytes so, wie sie ankamen.</translation>
    </message>
    <message>
        <source>The signature fits with a line end at the end of the body. Something removed it after the body came: check the bytes as they came.</source>
        <translation>Die Signatur passt mit einem Zeilenende am Ende des Inhalts. Es wurde nach dem Empfang entfernt: Prüfen Sie die Bytes so, wie sie ankamen.</translation>
    </message>
    <message>
        <source>The signature fits when the lines end in LF. Something turned their ends into CR LF after the body came: check the bytes as they came.</source>
        <translation>Die Signatur passt, wenn die Zeilen mit LF enden. Ihre Enden wurden nach dem Empfang zu CR LF: Prüfen Sie die Bytes so, wie sie ankamen.</translation>
    </message>
    <message>
        <source>The signature fits when the lines end in CR LF. Something turned their ends into LF after the body came: check the bytes as they came.</source>
        <translation>Die Signatur passt, wenn die Zeilen mit CR LF enden. Ihre Enden wurden nach dem Empfang zu LF: Prüfen Sie die Bytes so, wie sie ankamen.</translation>
    </message>
    <message>
        <source>The signature fits without the byte order mark at the beginning of the body. An editor put it there: check the bytes as they came.</source>
        <translation>Die Signatur passt ohne die Byte-Reihenfolge-Markierung am Anfang des Inhalts. Ein Editor hat sie eingefügt: Prüfen Sie die Bytes so, wie sie ankamen.</translation>
    </message>
    <message>
        <source>The signature fits when the white space between the parts of the JSON is removed. The body was read and written anew after it came: check the bytes as they came.</source>
        <translation>Die Signatur passt, wenn die Leerzeichen zwischen den Teilen des JSON entfernt werden. Der Inhalt wurde nach dem Empfang gelesen und neu geschrieben: Prüfen Sie die Bytes so, wie sie ankamen.</translation>
    </message>
    <message>
        <source>The signature fits when the JSON is indented by 2 spaces. The body was read and written anew after it came: check the bytes as they came.</source>
        <translation>Die Signatur passt, wenn das JSON um 2 Leerzeichen eingerückt ist. Der Inhalt wurde nach dem Empfang gelesen und neu geschrieben: Prüfen Sie die Bytes so, wie sie ankamen.</translation>
    </message>
    <message>
        <source>The signature fits when the JSON is indented by 4 spaces. The body was read and written anew after it came: check the bytes as they came.</source>
        <translation>Die Signatur passt, wenn das JSON um 4 Leerzeichen eingerückt ist. Der Inhalt wurde nach dem Empfang gelesen und neu geschrieben: Prüfen Sie die Bytes so, wie sie ankamen.</translation>
    </message>
    <message>
        <source>The signature fits with a space after each comma and colon of the JSON. The body was read and written anew after it came: check the bytes as they came.</source>
        <translation>Die Signatur passt mit einem Leerzeichen nach jedem Komma und Doppelpunkt des JSON. Der Inhalt wurde nach dem Empfang gelesen und neu geschrieben: Prüfen Sie die Bytes so, wie sie ankamen.</translation>
    </message>
    <message>
        <source>The signature fits when escaped characters of the JSON, such as \u00e9 or \/, are written plainly. The body was read and written anew after it came: check the bytes as they came.</source>
        <translation>Die Signatur passt, wenn maskierte Zeichen des JSON wie \u00e9 oder \/ unmaskiert geschrieben werden. Der Inhalt wurde nach dem Empfang gelesen und neu geschrieben: Prüfen Sie die Bytes so, wie sie ankamen.</translation>
    </message>
    <message>
        <source>There is no signing scheme “%1” in this version, so nothing was sent. Use %2.</source>
        <translation>In dieser Version gibt es kein Signaturschema „%1“, daher wurde nichts gesendet. Verwenden Sie %2.</translation>
    </message>
    <message>
        <source>The message id “%1” cannot be signed: it must not be empty nor hold a full stop.</source>
        <translation>Die Nachrichten-ID „%1“ kann nicht signiert werden: Sie darf weder leer sein noch einen Punkt enthalten.</translation>
    </message>
    <message>
        <source>This is a public key (whpk_…): it checks signatures and makes none. Enter the signing secret, which begins with whsec_.</source>
        <translation>Das ist ein öffentlicher Schlüssel (whpk_…): Er prüft Signaturen und erzeugt keine. Geben Sie das Signaturgeheimnis ein, das mit whsec_ beginnt.</translation>
    </message>
    <message>
        <source>This is the private key of an asymmetric signature (whsk_…), which Hookpanel does not make. Enter a signing secret that begins with whsec_, or generate one.</source>
        <translation>Das ist der private Schlüssel einer asymmetrischen Signatur (whsk_…), die Hookpanel nicht erzeugt. Geben Sie ein Signaturgeheimnis ein, das mit whsec_ beginnt, oder erzeugen Sie eines.</translation>
    </message>
    <message>
        <source>The signing secret begins with “%1” and not with “whsec_”. Correct its beginning.</source>
        <translation>Das Signaturgeheimnis beginnt mit „%1“ und nicht mit „whsec_“. Korrigieren Sie den Anfang.</translation>
    </message>
    <message>
        <source>The signing secret is not base64, which Standard Webhooks needs. Paste all of it again: whsec_ and letters, digits, + and /.</source>
        <translation>Das Signaturgeheimnis ist kein Base64, wie es Standard Webhooks braucht. Fügen Sie es vollständig neu ein: whsec_ und Buchstaben, Ziffern, + und /.</translation>
    </message>
    <message>
        <source>The signing secret holds a line break, or begins or ends with a space. Paste it again without.</source>
        <translation>Das Signaturgeheimnis enthält einen Zeilenumbruch oder beginnt oder endet mit einem Leerzeichen. Fügen Sie es ohne das erneut ein.</translation>
    </message>
    <message>
        <source>There is no signing secret. Enter it, or generate one.</source>
        <translation>Es gibt kein Signaturgeheimnis. Geben Sie es ein oder erzeugen Sie eines.</translation>
    </message>
    <message>
        <source>The signing secret is short: 24 to 64 random bytes are advised. Generate one where you can.</source>
        <translation>Das Signaturgeheimnis ist kurz: Empfohlen sind 24 bis 64 zufällige Bytes. Erzeugen Sie eines, wo Sie können.</translation>
    </message>
    <message>
        <source>The signing secret is long: 24 to 64 random bytes are advised, and some receivers refuse more.</source>
        <translation>Das Signaturgeheimnis ist lang: Empfohlen sind 24 bis 64 zufällige Bytes, und manche Empfänger lehnen mehr ab.</translation>
    </message>
    <message>
        <source>GitHub</source>
        <translation>GitHub</translation>
    </message>
    <message>
        <source>Signs the body in the way of GitHub (X-Hub-Signature-256).</source>
        <translation>Signiert den Inhalt nach Art von GitHub (X-Hub-Signature-256).</translation>
    </message>
    <message>
        <source>Standard Webhooks</source>
        <translation>Standard Webhooks</translation>
    </message>
    <message>
        <source>Signs the delivery&apos;s id, the time and the body (webhook-signature); receivers can refuse what is old or came twice.</source>
        <translation>Signiert die ID der Zustellung, die Zeit und den Inhalt (webhook-signature); Empfänger können ablehnen, was alt ist oder doppelt kam.</translation>
    </message>
    <message>
        <source>Strapi</source>
        <translation>Strapi</translation>
    </message>
    <message>
        <source>Signs the body in the way that Strapi has proposed (X-Strapi-Signature-256).</source>
        <translation>Signiert den Inhalt so, wie Strapi es vorgeschlagen hat (X-Strapi-Signature-256).</translation>
    </message>
</context>
<context>
    <name>hookpanel::SigningKeysModel</name>
    <message>
        <source>Once it is saved, without an end</source>
        <translation>Sobald es gespeichert ist, ohne Ende</translation>
    </message>
    <message>
        <source>Without an end</source>
        <translation>Ohne Ende</translation>
    </message>
    <message>
        <source>Ended on %1</source>
        <translation>Endete am %1</translation>
    </message>
    <message>
        <source>Until %1</source>
        <translation>Bis %1</translation>
    </message>
    <message>
        <source>Secret</source>
        <translation>Geheim</translation>
    </message>
    <message>
        <source>Signs</source>
        <translation>Signiert</translation>
    </message>
</context>
<context>
    <name>hookpanel::SigningView</name>
    <message>
        <source>A signature tells the receiver who called, and that nobody changed a byte on the way.</source>
        <translation>Eine Signatur sagt dem Empfänger, wer ihn aufgerufen hat, und dass unterwegs kein Byte geändert wurde.</translation>
    </message>
    <message>
        <source>Signing secrets</source>
        <translation>Signaturgeheimnisse</translation>
    </message>
    <message>
        <source>Generate</source>
        <translation>Erzeugen</translation>
    </message>
    <message>
        <source>Paste…</source>
        <translation>Einfügen …</translation>
    </message>
    <message>
        <source>Rotate…</source>
        <translation>Wechseln …</translation>
    </message>
    <message>
        <source>Reveal</source>
        <translation>Aufdecken</translation>
    </message>
    <message>
        <source>Show the chosen secret for 30 seconds</source>
        <translation>Das gewählte Geheimnis 30 Sekunden lang zeigen</translation>
    </message>
    <message>
        <source>End now</source>
        <translation>Jetzt beenden</translation>
    </message>
    <message>
        <source>The chosen secret does not sign any more</source>
        <translation>Das gewählte Geheimnis signiert nicht mehr</translation>
    </message>
    <message>
        <source>Check a signature…</source>
        <translation>Signatur prüfen …</translation>
    </message>
    <message>
        <source>New signing secret</source>
        <translation>Neues Signaturgeheimnis</translation>
    </message>
    <message>
        <source>Signing secret of your own</source>
        <translation>Eigenes Signaturgeheimnis</translation>
    </message>
    <message>
        <source>whsec_…</source>
        <translation>whsec_…</translation>
    </message>
    <message>
        <source>The one before signs too, for</source>
        <translation>Das vorige signiert mit, für</translation>
    </message>
    <message>
        <source> h</source>
        <translation> h</translation>
    </message>
    <message>
        <source>0 to 720 hours. Until then a receiver with either secret accepts; 0 ends the one before at once.</source>
        <translation>0 bis 720 Stunden. Bis dahin nimmt ein Empfänger mit einem der beiden Geheimnisse an; 0 beendet das vorige sofort.</translation>
    </message>
    <message>
        <source>Use this secret</source>
        <translation>Dieses Geheimnis verwenden</translation>
    </message>
    <message>
        <source>Keep as it is</source>
        <translation>So lassen</translation>
    </message>
    <message>
        <source>Signing secret in clear</source>
        <translation>Signaturgeheimnis im Klartext</translation>
    </message>
    <message>
        <source>Copy secret</source>
        <translation>Geheimnis kopieren</translation>
    </message>
    <message>
        <source>Hide secret</source>
        <translation>Geheimnis verbergen</translation>
    </message>
    <message>
        <source>Generate one</source>
        <translation>Eines erzeugen</translation>
    </message>
    <message>
        <source>Paste one</source>
        <translation>Eines einfügen</translation>
    </message>
    <message>
        <source>There is none yet.</source>
        <translation>Es gibt noch keines.</translation>
    </message>
    <message>
        <source>No scheme is chosen, so nothing is signed.</source>
        <translation>Es ist kein Verfahren gewählt, also wird nichts signiert.</translation>
    </message>
    <message>
        <source>Rotate to it</source>
        <translation>Zu ihm wechseln</translation>
    </message>
    <message>
        <source>Copy it now and give it to the receiver. It signs once you save; from then on, or when you leave this page, only its last characters are shown.</source>
        <translation>Kopieren Sie es jetzt und geben Sie es dem Empfänger. Es signiert, sobald Sie speichern; von da an, oder wenn Sie diese Seite verlassen, werden nur seine letzten Zeichen gezeigt.</translation>
    </message>
    <message numerus="yes">
        <source>Hidden again in %n second(s), or when you leave this page.</source>
        <translation>
            <numerusform>Wird in %n Sekunde wieder verborgen, oder wenn Sie diese Seite verlassen.</numerusform>
            <numerusform>Wird in %n Sekunden wieder verborgen, oder wenn Sie diese Seite verlassen.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hookpanel::StopCommand</name>
    <message>
        <source>stop retrying a delivery</source>
        <translation>eine Zustellung nicht weiter wiederholen</translation>
    </message>
    <message>
        <source>This delivery does not wait for an attempt: %1.</source>
        <translation>Diese Zustellung wartet nicht auf einen Versuch: %1.</translation>
    </message>
    <message>
        <source>It is being sent now. Whatever comes of it, there is no further attempt.</source>
        <translation>Sie wird gerade gesendet. Was auch daraus wird, es folgt kein weiterer Versuch.</translation>
    </message>
    <message>
        <source>Cancels a delivery that waits for an attempt. One that is being sent now, by the window say, is aborted there, and not tried again.</source>
        <translation>Bricht eine Zustellung ab, die auf einen Versuch wartet. Eine, die gerade gesendet wird, etwa vom Fenster, wird dort abgebrochen und nicht erneut versucht.</translation>
    </message>
</context>
<context>
    <name>hookpanel::Style</name>
    <message>
        <source>Clear</source>
        <translation>Leeren</translation>
    </message>
</context>
<context>
    <name>hookpanel::SwitchCommand</name>
    <message>
        <source>switch webhooks on</source>
        <translation>Webhooks einschalten</translation>
    </message>
    <message>
        <source>switch webhooks off</source>
        <translation>Webhooks ausschalten</translation>
    </message>
    <message>
        <source>Switches the webhooks W on and prints them. When one of them is not found, none is changed.</source>
        <translation>Schaltet die Webhooks W ein und gibt sie aus. Wenn einer davon nicht gefunden wird, wird keiner geändert.</translation>
    </message>
    <message>
        <source>Switches the webhooks W off and prints them: they get no events, only the test event. When one of them is not found, none is changed.</source>
        <translation>Schaltet die Webhooks W aus und gibt sie aus: Sie bekommen keine Ereignisse, nur das Testereignis. Wenn einer davon nicht gefunden wird, wird keiner geändert.</translation>
    </message>
</context>
<context>
    <name>hookpanel::TimelineView</name>
    <message>
        <source>reused connection</source>
        <translation>wiederverwendete Verbindung</translation>
    </message>
    <message>
        <source>not measured</source>
        <translation>nicht gemessen</translation>
    </message>
    <message>
        <source>%1…</source>
        <comment>duration so far</comment>
        <translation>%1…</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <comment>phase, duration</comment>
        <translation>%1 %2</translation>
    </message>
</context>
<context>
    <name>hookpanel::TlsView</name>
    <message>
        <source>Certificate of the receiver</source>
        <translation>Zertifikat des Empfängers</translation>
    </message>
    <message>
        <source>File with authorities</source>
        <translation>Datei mit Zertifizierungsstellen</translation>
    </message>
    <message>
        <source>/etc/ssl/our-ca.pem</source>
        <translation>/etc/ssl/our-ca.pem</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>Wählen …</translation>
    </message>
    <message>
        <source>Choose the file with authorities</source>
        <translation>Die Datei mit Zertifizierungsstellen wählen</translation>
    </message>
    <message>
        <source>SHA-256 of the certificate</source>
        <translation>SHA-256 des Zertifikats</translation>
    </message>
    <message>
        <source>3F:A2:…</source>
        <translation>3F:A2:…</translation>
    </message>
    <message>
        <source>Show a client certificate</source>
        <translation>Ein Client-Zertifikat zeigen</translation>
    </message>
    <message>
        <source>Client certificate</source>
        <translation>Client-Zertifikat</translation>
    </message>
    <message>
        <source>/etc/ssl/client.pem</source>
        <translation>/etc/ssl/client.pem</translation>
    </message>
    <message>
        <source>Choose the client certificate</source>
        <translation>Das Client-Zertifikat wählen</translation>
    </message>
    <message>
        <source>Private key of the client certificate</source>
        <translation>Privater Schlüssel des Client-Zertifikats</translation>
    </message>
    <message>
        <source>/etc/ssl/client.key</source>
        <translation>/etc/ssl/client.key</translation>
    </message>
    <message>
        <source>Choose the private key</source>
        <translation>Den privaten Schlüssel wählen</translation>
    </message>
    <message>
        <source>Passphrase of the private key</source>
        <translation>Passphrase des privaten Schlüssels</translation>
    </message>
    <message>
        <source>Signed by an authority of this system</source>
        <translation>Von einer Stelle dieses Systems unterschrieben</translation>
    </message>
    <message>
        <source>Signed by one of these, or by one in a file</source>
        <translation>Von einer davon unterschrieben, oder von einer in einer Datei</translation>
    </message>
    <message>
        <source>This one certificate and no other</source>
        <translation>Dieses eine Zertifikat und kein anderes</translation>
    </message>
    <message>
        <source>For https. The certificate must be valid today and name the host of the URL.</source>
        <translation>Für https. Das Zertifikat muss heute gelten und den Host der URL nennen.</translation>
    </message>
    <message>
        <source>For an authority of your own. The certificate must be valid today and name the host of the URL.</source>
        <translation>Für eine eigene Zertifizierungsstelle. Das Zertifikat muss heute gelten und den Host der URL nennen.</translation>
    </message>
    <message>
        <source>For a certificate that signs itself. It is trusted for any host and until you change this, also when it has expired.</source>
        <translation>Für ein Zertifikat, das sich selbst unterschreibt. Ihm wird für jeden Host vertraut, bis Sie dies ändern, auch wenn es abgelaufen ist.</translation>
    </message>
    <message>
        <source>Trigger the webhook once: when its certificate is not trusted, “Trust this certificate…” beside the outcome shows it and fills this in.</source>
        <translation>Lösen Sie den Webhook einmal aus: Wenn seinem Zertifikat nicht vertraut wird, zeigt „Diesem Zertifikat vertrauen …“ neben dem Ergebnis es und füllt dies aus.</translation>
    </message>
    <message>
        <source>When this certificate ends, the next test shows it.</source>
        <translation>Wann dieses Zertifikat endet, zeigt der nächste Test.</translation>
    </message>
    <message>
        <source>Kept. Type to replace it.</source>
        <translation>Aufbewahrt. Tippen Sie, um sie zu ersetzen.</translation>
    </message>
    <message>
        <source>Empty where it has none</source>
        <translation>Leer, wenn er keine hat</translation>
    </message>
    <message>
        <source>%1, issued by %2</source>
        <translation>%1, ausgestellt von %2</translation>
    </message>
    <message numerus="yes">
        <source>and %n more certificate(s)</source>
        <translation>
            <numerusform>und %n weiteres Zertifikat</numerusform>
            <numerusform>und %n weitere Zertifikate</numerusform>
        </translation>
    </message>
    <message>
        <source>Certificates and keys (*.pem *.crt *.cer *.key);;All files (*)</source>
        <translation>Zertifikate und Schlüssel (*.pem *.crt *.cer *.key);;Alle Dateien (*)</translation>
    </message>
</context>
<context>
    <name>hookpanel::TlsWords</name>
    <message>
        <source>Trusts the system&apos;s authorities</source>
        <translation>Vertraut den Stellen des Systems</translation>
    </message>
    <message>
        <source>Trusts the system&apos;s authorities and those in %1</source>
        <translation>Vertraut den Stellen des Systems und denen in %1</translation>
    </message>
    <message>
        <source>Trusts only the certificate %1</source>
        <translation>Vertraut nur dem Zertifikat %1</translation>
    </message>
    <message>
        <source>Shows the client certificate %1, with the key %2</source>
        <translation>Zeigt das Client-Zertifikat %1 vor, mit dem Schlüssel %2</translation>
    </message>
</context>
<context>
    <name>hookpanel::TriggerCommand</name>
    <message>
        <source>send a test event now and print the outcome</source>
        <translation>jetzt ein Testereignis senden und das Ergebnis ausgeben</translation>
    </message>
    <message>
        <source>Sends one test event to the webhook W, which need not be enabled, and prints the outcome, the request and the response. A test is never repeated. Ctrl+C cancels it.
The exit code says how it ended: 0 success, 1 an error or redirect as the answer, 2 no complete answer, 3 TLS, 4 timeout, 65 invalid request, 130 cancelled.</source>
        <translation>Sendet ein Testereignis an den Webhook W, der nicht aktiviert sein muss, und gibt Ergebnis, Anfrage und Antwort aus. Ein Test wird nie wiederholt. Strg+C bricht ihn ab.
Der Exit-Code sagt, wie es endete: 0 Erfolg, 1 ein Fehler oder eine Weiterleitung als Antwort, 2 keine vollständige Antwort, 3 TLS, 4 Zeitlimit, 65 ungültige Anfrage, 130 abgebrochen.</translation>
    </message>
    <message>
        <source>The event type, with the sample of the catalogue; trigger-test when it is not given.</source>
        <translation>Der Ereignistyp, mit dem Beispiel des Katalogs; trigger-test, wenn er nicht angegeben ist.</translation>
    </message>
    <message>
        <source>Send this JSON, byte for byte; - reads the standard input. Its “event” must be T where T is given.</source>
        <translation>Dieses JSON Byte für Byte senden; - liest die Standardeingabe. Sein „event“ muss T sein, wo T angegeben ist.</translation>
    </message>
    <message>
        <source>The outcome could not be recorded. %1</source>
        <translation>Das Ergebnis konnte nicht festgehalten werden. %1</translation>
    </message>
    <message>
        <source>The passphrase of the client certificate&apos;s key is in this environment variable.</source>
        <translation>Die Passphrase des Schlüssels des Client-Zertifikats steht in dieser Umgebungsvariable.</translation>
    </message>
</context>
<context>
    <name>hookpanel::TriggerPanel</name>
    <message>
        <source>Event</source>
        <translation>Ereignis</translation>
    </message>
    <message>
        <source>Payload</source>
        <translation>Nutzdaten</translation>
    </message>
    <message>
        <source>Show payload</source>
        <translation>Nutzdaten zeigen</translation>
    </message>
    <message>
        <source>Sends the form as it stands, saved or not.</source>
        <translation>Sendet das Formular, wie es ist, gespeichert oder nicht.</translation>
    </message>
    <message>
        <source>Untouched, the sample is sent compact with the time of now; edited, byte for byte.</source>
        <translation>Unverändert wird das Beispiel kompakt und mit der jetzigen Zeit gesendet; bearbeitet Byte für Byte.</translation>
    </message>
</context>
<context>
    <name>hookpanel::TrustDialog</name>
    <message>
        <source>Trust a certificate</source>
        <translation>Einem Zertifikat vertrauen</translation>
    </message>
    <message>
        <source>The receiver shows this certificate. Trust it, and no other, for this webhook?</source>
        <translation>Der Empfänger zeigt dieses Zertifikat. Soll für diesen Webhook ihm und keinem anderen vertraut werden?</translation>
    </message>
    <message>
        <source>Certificate</source>
        <translation>Zertifikat</translation>
    </message>
    <message>
        <source>Compare the SHA-256 with that of the receiver’s owner, who tells it to you another way. Who is in between could show a certificate of their own.</source>
        <translation>Vergleichen Sie den SHA-256 mit dem, den der Besitzer des Empfängers Ihnen auf einem anderen Weg nennt. Wer dazwischen sitzt, könnte ein eigenes Zertifikat zeigen.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Trust this certificate</source>
        <translation>Diesem Zertifikat vertrauen</translation>
    </message>
</context>
<context>
    <name>hookpanel::UndoBar</name>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Undo (Ctrl+Z)</source>
        <translation>Rückgängig (Strg+Z)</translation>
    </message>
</context>
<context>
    <name>hookpanel::VerifyCommand</name>
    <message>
        <source>check the signature of a request that a receiver got</source>
        <translation>die Signatur einer Anfrage prüfen, die ein Empfänger bekam</translation>
    </message>
    <message>
        <source>The headers of the request; - reads the standard input.</source>
        <translation>Die Header der Anfrage; - liest die Standardeingabe.</translation>
    </message>
    <message>
        <source>The body of the request; - reads the standard input.</source>
        <translation>Der Inhalt der Anfrage; - liest die Standardeingabe.</translation>
    </message>
    <message>
        <source>Signing schemes:</source>
        <translation>Signaturschemata:</translation>
    </message>
    <message>
        <source>--%1 is missing. Name the file.</source>
        <translation>--%1 fehlt. Nennen Sie die Datei.</translation>
    </message>
    <message>
        <source>Only one of the headers, the body and the secret can come from the standard input.</source>
        <translation>Nur eines von Headern, Inhalt und Geheimnis kann aus der Standardeingabe kommen.</translation>
    </message>
    <message>
        <source>“%1” holds no headers. Write one on each line, as “Name: value”.</source>
        <translation>„%1“ enthält keine Header. Schreiben Sie einen pro Zeile, als „Name: Wert“.</translation>
    </message>
    <message>
        <source>“%1” is larger than 16 MiB. No request of Hookpanel is.</source>
        <translation>„%1“ ist größer als 16 MiB. Keine Anfrage von Hookpanel ist so groß.</translation>
    </message>
    <message>
        <source>Cancelled while “%1” was read.</source>
        <translation>Abgebrochen, während „%1“ gelesen wurde.</translation>
    </message>
    <message>
        <source>“%1” cannot be read: %2. Check the file&apos;s name and permissions.</source>
        <translation>„%1“ kann nicht gelesen werden: %2. Prüfen Sie Namen und Rechte der Datei.</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>signing scheme, finding</comment>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Checks the signatures in the headers of a request that the webhook W sent, by each scheme that it is signed with and each whose header is there, and says which part differs: the secret, the body (and what happened to it), the id, the time.
The headers are lines as in a log, or JSON; the body must be the bytes as they came.
Without a given secret it checks with those that the webhook has.
The exit code is 0 when there is a signature and all fit, else 65.</source>
        <translation>Prüft die Signaturen in den Headern einer Anfrage, die der Webhook W gesendet hat, nach jedem Verfahren, mit dem er signiert wird, und jedem, dessen Header da ist, und sagt, welcher Teil abweicht: das Geheimnis, der Body (und was mit ihm geschah), die ID, die Zeit.
Die Header sind Zeilen wie in einem Protokoll oder JSON; der Body muss aus den Bytes bestehen, wie sie ankamen.
Ohne angegebenes Geheimnis wird mit denen geprüft, die der Webhook hat.
Der Exit-Code ist 0, wenn eine Signatur da ist und alle passen, sonst 65.</translation>
    </message>
    <message>
        <source>“%1” has no signing secret. Give one with --secret-env or --secret-fd.</source>
        <translation>„%1“ hat kein Signaturgeheimnis. Geben Sie eines mit --secret-env oder --secret-fd an.</translation>
    </message>
</context>
<context>
    <name>hookpanel::WebhookCopy</name>
    <message>
        <source>%1 (copy)</source>
        <translation>%1 (Kopie)</translation>
    </message>
    <message>
        <source>%1 (copy %2)</source>
        <translation>%1 (Kopie %2)</translation>
    </message>
</context>
<context>
    <name>hookpanel::WebhookForm</name>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Search index</source>
        <translation>Suchindex</translation>
    </message>
    <message>
        <source>Enabled</source>
        <translation>Aktiviert</translation>
    </message>
    <message>
        <source>A disabled webhook gets no events; its Trigger button still works.</source>
        <translation>Ein deaktivierter Webhook bekommt keine Ereignisse; seine Schaltfläche „Auslösen“ funktioniert weiterhin.</translation>
    </message>
    <message>
        <source>URL</source>
        <translation>URL</translation>
    </message>
    <message>
        <source>https://example.com/hook</source>
        <translation>https://example.com/hook</translation>
    </message>
    <message>
        <source>Environment variables can be used: ${NAME}</source>
        <translation>Umgebungsvariablen sind möglich: ${NAME}</translation>
    </message>
    <message>
        <source>Headers</source>
        <translation>Header</translation>
    </message>
    <message>
        <source>Create new header</source>
        <translation>Neuen Header anlegen</translation>
    </message>
    <message>
        <source>Remove header</source>
        <translation>Header entfernen</translation>
    </message>
    <message>
        <source>Remove the header in the current row</source>
        <translation>Den Header in der aktuellen Zeile entfernen</translation>
    </message>
    <message>
        <source>Events</source>
        <translation>Ereignisse</translation>
    </message>
    <message>
        <source>Delivery</source>
        <translation>Zustellung</translation>
    </message>
    <message>
        <source>Timeout</source>
        <translation>Zeitlimit</translation>
    </message>
    <message>
        <source> s</source>
        <translation> s</translation>
    </message>
    <message>
        <source>For the whole attempt, from 1 to 120 seconds</source>
        <translation>Für den ganzen Versuch, von 1 bis 120 Sekunden</translation>
    </message>
    <message>
        <source>Retry schedule</source>
        <translation>Wiederholungsplan</translation>
    </message>
    <message>
        <source>Own waits in seconds</source>
        <translation>Eigene Wartezeiten in Sekunden</translation>
    </message>
    <message>
        <source>1, 5, 60</source>
        <translation>1, 5, 60</translation>
    </message>
    <message>
        <source>1 to 24 waits of 1 second to 7 days, in seconds, separated by commas</source>
        <translation>1 bis 24 Wartezeiten von 1 Sekunde bis 7 Tagen, in Sekunden, durch Kommas getrennt</translation>
    </message>
    <message>
        <source>Content types</source>
        <translation>Inhaltstypen</translation>
    </message>
    <message>
        <source>Only these</source>
        <translation>Nur diese</translation>
    </message>
    <message>
        <source>address, api::article.article</source>
        <translation>address, api::article.article</translation>
    </message>
    <message>
        <source>Models or UIDs, separated by commas; entry events of others are not sent</source>
        <translation>Modelle oder UIDs, durch Kommas getrennt; entry-Ereignisse anderer werden nicht gesendet</translation>
    </message>
    <message>
        <source>Own waits</source>
        <translation>Eigene Wartezeiten</translation>
    </message>
    <message>
        <source>All content types</source>
        <translation>Alle Inhaltstypen</translation>
    </message>
    <message>
        <source>This URL leads to another place than the saved one (another scheme, host or port). Secret values do not go there by themselves; enter those of these headers again: %1</source>
        <translation>Diese URL führt an einen anderen Ort als die gespeicherte (anderes Schema, anderer Host oder Port). Geheime Werte gehen nicht von selbst dorthin; geben Sie die dieser Header noch einmal ein: %1</translation>
    </message>
</context>
<context>
    <name>hookpanel::WebhookLookup</name>
    <message>
        <source>the webhook, by its id, its name or the start of its id</source>
        <translation>der Webhook, durch seine ID, seinen Namen oder den Anfang seiner ID</translation>
    </message>
    <message>
        <source>There is no webhook “%1”. Give its id, its exact name, or at least %2 characters of the start of its id; “hookpanel-cli list” shows them.</source>
        <translation>Es gibt keinen Webhook „%1“. Bitte seine ID, seinen genauen Namen oder mindestens %2 Zeichen vom Anfang seiner ID angeben; „hookpanel-cli list“ zeigt sie.</translation>
    </message>
    <message>
        <source>“%1” names several webhooks. Give the id of one of them: %2</source>
        <translation>„%1“ benennt mehrere Webhooks. Bitte die ID von einem davon angeben: %2</translation>
    </message>
</context>
<context>
    <name>hookpanel::WebhookOptions</name>
    <message>
        <source>Its name, 1 to 120 characters.</source>
        <translation>Sein Name, 1 bis 120 Zeichen.</translation>
    </message>
    <message>
        <source>The http or https URL that receives. May hold ${NAME}, an environment variable.</source>
        <translation>Die http- oder https-URL, die empfängt. Darf ${NAME} enthalten, eine Umgebungsvariable.</translation>
    </message>
    <message>
        <source>An event type to send; repeat it for more, or &apos;*&apos; for all, future ones too.</source>
        <translation>Ein zu sendender Ereignistyp; für mehrere wiederholen, oder &apos;*&apos; für alle, auch künftige.</translation>
    </message>
    <message>
        <source>A header to send, as &apos;Name: value&apos;; repeat it for more.</source>
        <translation>Ein zu sendender Header, als &apos;Name: value&apos;; für mehrere wiederholen.</translation>
    </message>
    <message>
        <source>A header K with the value ${VAR}, filled from the environment when it is sent.</source>
        <translation>Ein Header K mit dem Wert ${VAR}, der beim Senden aus der Umgebung gefüllt wird.</translation>
    </message>
    <message>
        <source>Send entry events of this content type only (a model or uid); repeat it for more, or &apos;*&apos; for all.</source>
        <translation>Nur entry-Ereignisse dieses Inhaltstyps senden (ein Modell oder eine UID); für mehrere wiederholen, oder &apos;*&apos; für alle.</translation>
    </message>
    <message>
        <source>Switch it off: it gets no events, only the test event.</source>
        <translation>Ausschalten: Er bekommt keine Ereignisse, nur das Testereignis.</translation>
    </message>
    <message>
        <source>Seconds for a whole attempt, 1 to 120.</source>
        <translation>Sekunden für einen ganzen Versuch, 1 bis 120.</translation>
    </message>
    <message>
        <source>When to try again: off, quick, standard, or a list of seconds such as 1,5,60.</source>
        <translation>Wann es erneut versucht wird: off, quick, standard oder eine Liste von Sekunden wie 1,5,60.</translation>
    </message>
    <message>
        <source>Switch it on.</source>
        <translation>Einschalten.</translation>
    </message>
    <message>
        <source>Remove all headers.</source>
        <translation>Alle Header entfernen.</translation>
    </message>
    <message>
        <source>Remove all event types.</source>
        <translation>Alle Ereignistypen entfernen.</translation>
    </message>
    <message>
        <source>--%1 and --%2 contradict each other. Give one of them.</source>
        <translation>--%1 und --%2 widersprechen sich. Bitte nur eines davon angeben.</translation>
    </message>
    <message>
        <source>No event types are chosen: only “hookpanel-cli trigger” and the Trigger button will use this webhook.</source>
        <translation>Es sind keine Ereignistypen gewählt: Nur „hookpanel-cli trigger“ und die Schaltfläche „Auslösen“ werden diesen Webhook verwenden.</translation>
    </message>
    <message>
        <source>There is no event type “%1”. Did you mean “%2”?</source>
        <translation>Es gibt keinen Ereignistyp „%1“. Meinten Sie „%2“?</translation>
    </message>
    <message>
        <source>There is no event type “%1”. The event types are: %2</source>
        <translation>Es gibt keinen Ereignistyp „%1“. Die Ereignistypen sind: %2</translation>
    </message>
    <message>
        <source>“%1” is not a header. Write a name, a colon and a value, as &apos;X-Token: abc&apos;.</source>
        <translation>„%1“ ist kein Header. Bitte einen Namen, einen Doppelpunkt und einen Wert schreiben, wie &apos;X-Token: abc&apos;.</translation>
    </message>
    <message>
        <source>“%1” is not a header from the environment. Write the header&apos;s name, = and the variable&apos;s name, as X-Token=MY_TOKEN.</source>
        <translation>„%1“ ist kein Header aus der Umgebung. Bitte den Namen des Headers, = und den Namen der Variablen schreiben, wie X-Token=MY_TOKEN.</translation>
    </message>
    <message>
        <source>“%1” is not a whole number of seconds. Give one from 1 to 120, as the timeout.</source>
        <translation>„%1“ ist keine ganze Zahl von Sekunden. Bitte eine von 1 bis 120 als Zeitlimit angeben.</translation>
    </message>
    <message>
        <source>“%1” is not a retry schedule. Use off, quick, standard, or a list of seconds such as 1,5,60.</source>
        <translation>„%1“ ist kein Wiederholungsplan. Möglich sind off, quick, standard oder eine Liste von Sekunden wie 1,5,60.</translation>
    </message>
    <message>
        <source>Trust the certificate authorities in this PEM file as well as the system&apos;s.</source>
        <translation>Auch den Zertifizierungsstellen in dieser PEM-Datei vertrauen, neben denen des Systems.</translation>
    </message>
    <message>
        <source>Trust this one certificate and no other, by its SHA-256 fingerprint.</source>
        <translation>Nur diesem einen Zertifikat vertrauen, nach seinem SHA-256-Fingerabdruck.</translation>
    </message>
    <message>
        <source>Show the client certificate in this PEM file.</source>
        <translation>Das Client-Zertifikat in dieser PEM-Datei vorzeigen.</translation>
    </message>
    <message>
        <source>The private key of the client certificate, a PEM file.</source>
        <translation>Der private Schlüssel des Client-Zertifikats, eine PEM-Datei.</translation>
    </message>
    <message>
        <source>Trust the system&apos;s authorities alone, and show no client certificate.</source>
        <translation>Nur den Stellen des Systems vertrauen und kein Client-Zertifikat vorzeigen.</translation>
    </message>
    <message>
        <source>The environment variable %1 is not set or empty. Put the passphrase into it.</source>
        <translation>Die Umgebungsvariable %1 ist nicht gesetzt oder leer. Legen Sie die Passphrase darin ab.</translation>
    </message>
    <message>
        <source>--%1 takes the name of an environment variable, not the passphrase itself.</source>
        <translation>--%1 erwartet den Namen einer Umgebungsvariablen, nicht die Passphrase selbst.</translation>
    </message>
    <message>
        <source>A header K with the value that the environment variable VAR has now; it is kept as a secret.</source>
        <translation>Ein Header K mit dem Wert, den die Umgebungsvariable VAR jetzt hat; er wird als Geheimnis aufbewahrt.</translation>
    </message>
    <message>
        <source>Sign what is sent: standard, github or strapi; repeat it for more.</source>
        <translation>Signieren, was gesendet wird: standard, github oder strapi; für mehrere wiederholen.</translation>
    </message>
    <message>
        <source>Where the secrets of this profile are kept: keyring or file.</source>
        <translation>Wo die Geheimnisse dieses Profils aufbewahrt werden: keyring (Schlüsselbund) oder file (Datei).</translation>
    </message>
    <message>
        <source>The passphrase of that key is in this environment variable; it is kept with the secrets.</source>
        <translation>Die Passphrase dieses Schlüssels steht in dieser Umgebungsvariablen; sie wird bei den Geheimnissen aufbewahrt.</translation>
    </message>
    <message>
        <source>“%1” is no place for secrets. Use keyring or file.</source>
        <translation>„%1“ ist kein Ort für Geheimnisse. Verwenden Sie keyring oder file.</translation>
    </message>
    <message>
        <source>The secrets of this profile are kept in another place already: %1. They are not moved.</source>
        <translation>Die Geheimnisse dieses Profils werden schon an einem anderen Ort aufbewahrt: %1. Sie werden nicht verschoben.</translation>
    </message>
    <message>
        <source>The environment variable %1, named by --%2, is not set or empty. Set it first.</source>
        <translation>Die Umgebungsvariable %1, die --%2 nennt, ist nicht gesetzt oder leer. Setzen Sie sie zuerst.</translation>
    </message>
    <message>
        <source>A secret in an argument can be seen by other users of this machine, in its list of processes, and stays in the shell&apos;s history: %1. Give such a value with --%2 instead.</source>
        <translation>Ein Geheimnis in einem Argument können andere Benutzer dieses Rechners in der Prozessliste sehen, und es bleibt im Verlauf der Shell: %1. Geben Sie einen solchen Wert stattdessen mit --%2 an.</translation>
    </message>
</context>
<context>
    <name>hookpanel::WebhookPage</name>
    <message>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>Back to the list (Alt+Left)</source>
        <translation>Zurück zur Liste (Alt+Links)</translation>
    </message>
    <message>
        <source>Create a webhook</source>
        <translation>Webhook anlegen</translation>
    </message>
    <message>
        <source>Trigger</source>
        <translation>Auslösen</translation>
    </message>
    <message>
        <source>Send a test event with the form as it stands (Ctrl+T)</source>
        <translation>Ein Testereignis mit dem Formular senden, wie es ist (Strg+T)</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Save (Ctrl+S)</source>
        <translation>Speichern (Strg+S)</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>Saving…</source>
        <translation>Speichern läuft…</translation>
    </message>
    <message>
        <source>Another program deleted this webhook. Save makes it anew as it stands here.</source>
        <translation>Ein anderes Programm hat diesen Webhook gelöscht. Speichern legt ihn neu an, wie er hier steht.</translation>
    </message>
    <message>
        <source>The form shows their version now.</source>
        <translation>Das Formular zeigt jetzt die andere Fassung.</translation>
    </message>
    <message>
        <source>Bring mine back</source>
        <translation>Meine zurückholen</translation>
    </message>
    <message>
        <source>Changes…</source>
        <translation>Änderungen…</translation>
    </message>
    <message>
        <source>What was done to this webhook, when, and by which program</source>
        <translation>Was mit diesem Webhook geschah, wann und durch welches Programm</translation>
    </message>
    <message>
        <source>The form trusts this certificate now. Trigger tries it at once; Save keeps it.</source>
        <translation>Das Formular vertraut diesem Zertifikat jetzt. Auslösen probiert es sofort; Speichern behält es.</translation>
    </message>
</context>
<context>
    <name>hookpanel::WebhookSaver</name>
    <message>
        <source>The file of this webhook was damaged; a copy of it as it was is kept as “%1”.</source>
        <translation>Die Datei dieses Webhooks war beschädigt; eine Kopie davon ist als „%1“ aufbewahrt.</translation>
    </message>
    <message>
        <source>It is to be signed, but has no signing secret yet. Make one with: hookpanel-cli secret %1 generate</source>
        <translation>Es soll signiert werden, hat aber noch kein Signaturgeheimnis. Erzeugen Sie eines mit: hookpanel-cli secret %1 generate</translation>
    </message>
</context>
<context>
    <name>hookpanel::WebhookTableModel</name>
    <message>
        <source>never</source>
        <translation>nie</translation>
    </message>
    <message>
        <source>%1 %2 · %3</source>
        <comment>mark, status or outcome, duration</comment>
        <translation>%1 %2 · %3</translation>
    </message>
    <message>
        <source>–</source>
        <translation>–</translation>
    </message>
    <message>
        <source>Enabled</source>
        <translation>Aktiviert</translation>
    </message>
    <message>
        <source>Disabled</source>
        <translation>Deaktiviert</translation>
    </message>
    <message>
        <source>%1, %2 · %3</source>
        <comment>outcome, status, duration</comment>
        <translation>%1, %2 · %3</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>Bearbeiten</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>All events, future ones too</source>
        <translation>Alle Ereignisse, auch künftige</translation>
    </message>
    <message>
        <source>Only the Trigger button will use this webhook.</source>
        <translation>Nur die Schaltfläche „Auslösen“ wird diesen Webhook verwenden.</translation>
    </message>
    <message>
        <source>Nothing was sent to this webhook yet.</source>
        <translation>An diesen Webhook wurde noch nichts gesendet.</translation>
    </message>
    <message>
        <source>Health is measured from real deliveries; there are none yet.</source>
        <translation>Der Zustand wird an echten Zustellungen gemessen; es gibt noch keine.</translation>
    </message>
    <message>
        <source>Gets events. Click to switch it off.</source>
        <translation>Bekommt Ereignisse. Zum Ausschalten klicken.</translation>
    </message>
    <message>
        <source>Gets no events; its Trigger button still works. Click to switch it on.</source>
        <translation>Bekommt keine Ereignisse; seine Schaltfläche „Auslösen“ funktioniert weiterhin. Zum Einschalten klicken.</translation>
    </message>
    <message>
        <source>all</source>
        <translation>alle</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>URL</source>
        <translation>URL</translation>
    </message>
    <message>
        <source>Events</source>
        <translation>Ereignisse</translation>
    </message>
    <message>
        <source>Last delivery</source>
        <translation>Letzte Zustellung</translation>
    </message>
    <message>
        <source>Health</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>Unknown</source>
        <translation>Unbekannt</translation>
    </message>
    <message>
        <source>retry now</source>
        <translation>Wiederholung jetzt</translation>
    </message>
    <message>
        <source>retry %1</source>
        <comment>time until then</comment>
        <translation>Wiederholung in %1</translation>
    </message>
    <message>
        <source>%1 %</source>
        <comment>percent</comment>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>%1: %2 of %3 delivered in the last 24 hours</source>
        <comment>Healthy or Failing, count, count</comment>
        <translation>%1: %2 von %3 in den letzten 24 Stunden zugestellt</translation>
    </message>
    <message>
        <source>Its file does not tell whether it is enabled. Click to switch it off.</source>
        <translation>Aus der Datei geht nicht hervor, ob er aktiviert ist. Klicken Sie, um ihn auszuschalten.</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>heading of a column, what it says</comment>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <comment>mark, status or outcome</comment>
        <translation>%1 %2</translation>
    </message>
</context>
<context>
    <name>hookpanel::WebhookText</name>
    <message>
        <source>ID</source>
        <translation>ID</translation>
    </message>
    <message>
        <source>STATUS</source>
        <translation>STATUS</translation>
    </message>
    <message>
        <source>NAME</source>
        <translation>NAME</translation>
    </message>
    <message>
        <source>EVENTS</source>
        <translation>EREIGNISSE</translation>
    </message>
    <message>
        <source>LAST OUTCOME</source>
        <translation>LETZTES ERGEBNIS</translation>
    </message>
    <message>
        <source>URL</source>
        <translation>URL</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>Headers</source>
        <translation>Header</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
    <message>
        <source>Event types</source>
        <translation>Ereignistypen</translation>
    </message>
    <message>
        <source>Content types</source>
        <translation>Inhaltstypen</translation>
    </message>
    <message>
        <source>all</source>
        <translation>alle</translation>
    </message>
    <message>
        <source>Timeout</source>
        <translation>Zeitlimit</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>Retry schedule</source>
        <translation>Wiederholungsplan</translation>
    </message>
    <message>
        <source>Signing</source>
        <translation>Signierung</translation>
    </message>
    <message>
        <source>Last outcome</source>
        <translation>Letztes Ergebnis</translation>
    </message>
    <message>
        <source>%1, after %2, at %3</source>
        <translation>%1, nach %2 (%3)</translation>
    </message>
    <message>
        <source>Problems</source>
        <translation>Probleme</translation>
    </message>
    <message>
        <source>Webhook</source>
        <translation>Webhook</translation>
    </message>
    <message>
        <source>Event</source>
        <translation>Ereignis</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>Ergebnis</translation>
    </message>
    <message>
        <source>Duration</source>
        <translation>Dauer</translation>
    </message>
    <message>
        <source>Proxy</source>
        <translation>Proxy</translation>
    </message>
    <message>
        <source>not measured</source>
        <translation>nicht gemessen</translation>
    </message>
    <message>
        <source>Timeline</source>
        <translation>Zeitverlauf</translation>
    </message>
    <message>
        <source>Request to %1</source>
        <translation>Anfrage an %1</translation>
    </message>
    <message>
        <source>Response</source>
        <translation>Antwort</translation>
    </message>
    <message>
        <source>No response</source>
        <translation>Keine Antwort</translation>
    </message>
    <message>
        <source>(%1 in all; only the beginning was kept)</source>
        <translation>(insgesamt %1; nur der Anfang wurde behalten)</translation>
    </message>
    <message>
        <source>(%1 in all)</source>
        <translation>(insgesamt %1)</translation>
    </message>
    <message>
        <source>Enabled</source>
        <translation>Aktiviert</translation>
    </message>
    <message>
        <source>Disabled</source>
        <translation>Deaktiviert</translation>
    </message>
    <message>
        <source>%1 and %2 more</source>
        <translation>%1 und %2 weitere</translation>
    </message>
    <message>
        <source>all, future ones too</source>
        <translation>alle, auch künftige</translation>
    </message>
    <message>
        <source>none: only a trigger will use this webhook</source>
        <translation>keine: Nur „Auslösen“ nutzt diesen Webhook</translation>
    </message>
    <message>
        <source>Unknown</source>
        <translation>Unbekannt</translation>
    </message>
    <message>
        <source>TLS</source>
        <translation>TLS</translation>
    </message>
    <message>
        <source>(must be entered)</source>
        <translation>(muss eingegeben werden)</translation>
    </message>
    <message>
        <source>%1, until %2</source>
        <translation>%1, bis %2</translation>
    </message>
    <message>
        <source>Signing secrets</source>
        <translation>Signaturgeheimnisse</translation>
    </message>
    <message>
        <source>%1, begun at %2</source>
        <comment>outcome, time</comment>
        <translation>%1, begonnen um %2</translation>
    </message>
</context>
<context>
    <name>hookpanel::WebhooksMenu</name>
    <message>
        <source>Edit</source>
        <translation>Bearbeiten</translation>
    </message>
    <message>
        <source>Trigger</source>
        <translation>Auslösen</translation>
    </message>
    <message>
        <source>Duplicate</source>
        <translation>Duplizieren</translation>
    </message>
    <message>
        <source>Enable</source>
        <translation>Aktivieren</translation>
    </message>
    <message>
        <source>Disable</source>
        <translation>Deaktivieren</translation>
    </message>
    <message>
        <source>Copy URL</source>
        <translation>URL kopieren</translation>
    </message>
    <message>
        <source>Copy as cURL</source>
        <translation>Als cURL kopieren</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Exportieren…</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>Actions</source>
        <translation>Aktionen</translation>
    </message>
    <message>
        <source>Show deliveries</source>
        <translation>Zustellungen zeigen</translation>
    </message>
    <message>
        <source>Why was this not sent?…</source>
        <translation>Warum wurde das nicht gesendet? …</translation>
    </message>
</context>
<context>
    <name>hookpanel::WebhooksPage</name>
    <message>
        <source>Webhooks</source>
        <translation>Webhooks</translation>
    </message>
    <message>
        <source>Search webhooks</source>
        <translation>Webhooks suchen</translation>
    </message>
    <message>
        <source>Search…</source>
        <translation>Suchen…</translation>
    </message>
    <message>
        <source>Search in name, URL, event types and header names</source>
        <translation>In Name, URL, Ereignistypen und Header-Namen suchen</translation>
    </message>
    <message>
        <source>Create new webhook</source>
        <translation>Neuen Webhook erstellen</translation>
    </message>
    <message>
        <source>Create new webhook (Ctrl+N)</source>
        <translation>Neuen Webhook erstellen (Strg+N)</translation>
    </message>
    <message>
        <source>0 selected</source>
        <translation>0 ausgewählt</translation>
    </message>
    <message>
        <source>Enable</source>
        <translation>Aktivieren</translation>
    </message>
    <message>
        <source>Disable</source>
        <translation>Deaktivieren</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>Import…</source>
        <translation>Importieren…</translation>
    </message>
    <message>
        <source>Add and update webhooks from a file; you see what it would do first</source>
        <translation>Webhooks aus einer Datei hinzufügen und aktualisieren; zuerst sehen Sie, was geschehen würde</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Exportieren…</translation>
    </message>
    <message>
        <source>Write all webhooks and the default headers to a file, without secrets</source>
        <translation>Alle Webhooks und die Standard-Header ohne Geheimnisse in eine Datei schreiben</translation>
    </message>
    <message>
        <source>Added “%1”, disabled</source>
        <translation>„%1“ hinzugefügt, deaktiviert</translation>
    </message>
    <message numerus="yes">
        <source>Added %n copies, disabled</source>
        <translation>
            <numerusform>%n Kopie hinzugefügt, deaktiviert</numerusform>
            <numerusform>%n Kopien hinzugefügt, deaktiviert</numerusform>
        </translation>
    </message>
    <message>
        <source>“%1” cannot be copied as cURL: %2</source>
        <translation>„%1“ kann nicht als cURL kopiert werden: %2</translation>
    </message>
    <message numerus="yes">
        <source>Copied %n command(s).</source>
        <translation>
            <numerusform>%n Befehl kopiert.</numerusform>
            <numerusform>%n Befehle kopiert.</numerusform>
        </translation>
    </message>
    <message>
        <source>Copied without secrets. Set these variables in the shell first: %1</source>
        <translation>Ohne Geheimnisse kopiert. Setzen Sie zuerst diese Variablen in der Shell: %1</translation>
    </message>
    <message>
        <source>, </source>
        <translation>, </translation>
    </message>
    <message>
        <source>Imported: %1</source>
        <translation>Importiert: %1</translation>
    </message>
    <message>
        <source>The import ended early: %1</source>
        <translation>Der Import endete vorzeitig: %1</translation>
    </message>
    <message>
        <source>Deleted “%1”</source>
        <translation>„%1“ gelöscht</translation>
    </message>
    <message numerus="yes">
        <source>Deleted %n webhook(s)</source>
        <translation>
            <numerusform>%n Webhook gelöscht</numerusform>
            <numerusform>%n Webhooks gelöscht</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n change(s) could not be saved.</source>
        <translation>
            <numerusform>%n Änderung konnte nicht gespeichert werden.</numerusform>
            <numerusform>%n Änderungen konnten nicht gespeichert werden.</numerusform>
        </translation>
    </message>
    <message>
        <source>“%1” could not be enabled.</source>
        <translation>„%1“ konnte nicht aktiviert werden.</translation>
    </message>
    <message>
        <source>“%1” could not be disabled.</source>
        <translation>„%1“ konnte nicht deaktiviert werden.</translation>
    </message>
    <message>
        <source>“%1” could not be deleted.</source>
        <translation>„%1“ konnte nicht gelöscht werden.</translation>
    </message>
    <message>
        <source>“%1” could not be brought back.</source>
        <translation>„%1“ konnte nicht wiederhergestellt werden.</translation>
    </message>
    <message>
        <source>No webhooks yet. Create one, and Hookpanel tells your endpoint what happened.</source>
        <translation>Noch keine Webhooks. Erstellen Sie einen, und Hookpanel meldet Ihrem Endpunkt, was geschehen ist.</translation>
    </message>
    <message>
        <source>No webhook matches “%1”.</source>
        <translation>Kein Webhook passt zu „%1“.</translation>
    </message>
    <message numerus="yes">
        <source>%n selected</source>
        <translation>
            <numerusform>%n ausgewählt</numerusform>
            <numerusform>%n ausgewählt</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing was copied: the default headers cannot be read, and a command might lack one. Set them again in the settings.</source>
        <translation>Es wurde nichts kopiert: Die Standard-Header können nicht gelesen werden, und ein Befehl könnte einen davon nicht enthalten. Setzen Sie sie in den Einstellungen neu.</translation>
    </message>
    <message>
        <source>“%1” could not be added.</source>
        <translation>„%1“ konnte nicht hinzugefügt werden.</translation>
    </message>
    <message>
        <source>Not everything could be undone.</source>
        <translation>Nicht alles konnte rückgängig gemacht werden.</translation>
    </message>
    <message numerus="yes">
        <source>%n webhook(s) of a newer version of Hookpanel cannot be deleted with this version.</source>
        <translation>
            <numerusform>%n Webhook einer neueren Version von Hookpanel lässt sich mit dieser Version nicht löschen.</numerusform>
            <numerusform>%n Webhooks einer neueren Version von Hookpanel lassen sich mit dieser Version nicht löschen.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hookpanel::WhyNotDialog</name>
    <message>
        <source>Why was this not sent?</source>
        <translation>Warum wurde das nicht gesendet?</translation>
    </message>
    <message>
        <source>Each event keeps who got it, and why the others did not. Choose an event to see it.</source>
        <translation>Jedes Ereignis merkt sich, wer es bekam, und warum die anderen nicht. Wählen Sie ein Ereignis, um es zu sehen.</translation>
    </message>
    <message>
        <source>Not sent to</source>
        <translation>Nicht gesendet an</translation>
    </message>
    <message>
        <source>Events</source>
        <translation>Ereignisse</translation>
    </message>
    <message>
        <source>Webhooks</source>
        <translation>Webhooks</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>any webhook</source>
        <translation>irgendeinen Webhook</translation>
    </message>
    <message>
        <source>There is no event that this webhook did not get.</source>
        <translation>Es gibt kein Ereignis, das dieser Webhook nicht bekam.</translation>
    </message>
    <message>
        <source>No events yet. Send one, or hand one in.</source>
        <translation>Noch keine Ereignisse. Senden Sie eines, oder reichen Sie eines ein.</translation>
    </message>
</context>
<context>
    <name>hookpanel::Words</name>
    <message>
        <source>there is a byte order mark, which does not belong to JSON</source>
        <translation>am Anfang steht eine Byte-Reihenfolge-Marke (BOM), die nicht zu JSON gehört</translation>
    </message>
    <message>
        <source>text after the end</source>
        <translation>nach dem Ende folgt noch Text</translation>
    </message>
    <message>
        <source>a key in double quotes was expected</source>
        <translation>ein Schlüssel in doppelten Anführungszeichen wurde erwartet</translation>
    </message>
    <message>
        <source>“:” was expected</source>
        <translation>„:“ wurde erwartet</translation>
    </message>
    <message>
        <source>“,” or “}” was expected</source>
        <translation>„,“ oder „}“ wurde erwartet</translation>
    </message>
    <message>
        <source>“,” or “]” was expected</source>
        <translation>„,“ oder „]“ wurde erwartet</translation>
    </message>
    <message>
        <source>a value was expected</source>
        <translation>ein Wert wurde erwartet</translation>
    </message>
    <message>
        <source>a number must not begin with 0</source>
        <translation>eine Zahl darf nicht mit 0 beginnen</translation>
    </message>
    <message>
        <source>a digit was expected</source>
        <translation>eine Ziffer wurde erwartet</translation>
    </message>
    <message>
        <source>a control character in a string must be escaped</source>
        <translation>ein Steuerzeichen in einer Zeichenkette muss maskiert sein</translation>
    </message>
    <message>
        <source>a string is not closed</source>
        <translation>eine Zeichenkette ist nicht geschlossen</translation>
    </message>
    <message>
        <source>unknown escape in a string</source>
        <translation>unbekannte Maskierung in einer Zeichenkette</translation>
    </message>
    <message>
        <source>four hexadecimal digits were expected</source>
        <translation>vier hexadezimale Ziffern wurden erwartet</translation>
    </message>
    <message>
        <source>%1 d</source>
        <translation>%1 d</translation>
    </message>
    <message>
        <source>%1 h</source>
        <translation>%1 h</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1 min</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>The name is missing. Give the webhook a name of 1 to 120 characters.</source>
        <translation>Der Name fehlt. Geben Sie dem Webhook einen Namen mit 1 bis 120 Zeichen.</translation>
    </message>
    <message>
        <source>The name is too long. Use at most 120 characters.</source>
        <translation>Der Name ist zu lang. Höchstens 120 Zeichen sind erlaubt.</translation>
    </message>
    <message>
        <source>The name holds a line break or another control character. Remove it.</source>
        <translation>Der Name enthält einen Zeilenumbruch oder ein anderes Steuerzeichen. Entfernen Sie das Zeichen.</translation>
    </message>
    <message>
        <source>The URL is missing. Enter the address that receives, such as https://example.com/hook.</source>
        <translation>Die URL fehlt. Geben Sie die Adresse des Empfängers ein, etwa https://example.com/hook.</translation>
    </message>
    <message>
        <source>The URL is too long. Use at most 2,048 characters.</source>
        <translation>Die URL ist zu lang. Höchstens 2.048 Zeichen sind erlaubt.</translation>
    </message>
    <message>
        <source>The URL holds a line break or another control character. Remove it.</source>
        <translation>Die URL enthält einen Zeilenumbruch oder ein anderes Steuerzeichen. Entfernen Sie das Zeichen.</translation>
    </message>
    <message>
        <source>The URL does not begin with http:// or https://. Put one of them in front.</source>
        <translation>Die URL beginnt nicht mit http:// oder https://. Stellen Sie eines davon voran.</translation>
    </message>
    <message>
        <source>The URL must begin with http:// or https://; other schemes cannot receive a webhook.</source>
        <translation>Die URL muss mit http:// oder https:// beginnen; andere Schemata können keinen Webhook empfangen.</translation>
    </message>
    <message>
        <source>The URL has no host. Write it like https://example.com/hook.</source>
        <translation>Die URL hat keinen Host. Schreiben Sie sie wie https://example.com/hook.</translation>
    </message>
    <message>
        <source>The host in the URL is not valid. Use a name, an IPv4 address, or an IPv6 address in brackets.</source>
        <translation>Der Host in der URL ist ungültig. Verwenden Sie einen Namen, eine IPv4-Adresse oder eine IPv6-Adresse in eckigen Klammern.</translation>
    </message>
    <message>
        <source>The port in the URL is not valid. Use a number from 1 to 65535.</source>
        <translation>Der Port in der URL ist ungültig. Verwenden Sie eine Zahl von 1 bis 65535.</translation>
    </message>
    <message>
        <source>The URL holds a user name or password. Remove it and add an Authorization header instead.</source>
        <translation>Die URL enthält einen Benutzernamen oder ein Passwort. Entfernen Sie die Angabe und fügen Sie stattdessen einen Authorization-Header hinzu.</translation>
    </message>
    <message>
        <source>The URL holds a fragment (#…), which is never sent. Remove it.</source>
        <translation>Die URL enthält ein Fragment (#…), das nie gesendet wird. Entfernen Sie es.</translation>
    </message>
    <message>
        <source>The URL is not valid. Check the part after the host.</source>
        <translation>Die URL ist ungültig. Prüfen Sie den Teil nach dem Host.</translation>
    </message>
    <message>
        <source>A placeholder is not well formed. Write ${NAME} with letters, digits and _, or $${ for a literal ${.</source>
        <translation>Ein Platzhalter ist falsch geschrieben. Schreiben Sie ${NAME} mit Buchstaben, Ziffern und _, oder $${ für ein wörtliches ${.</translation>
    </message>
    <message>
        <source>The header name is missing. Enter a name, or empty the value to drop the row.</source>
        <translation>Der Header-Name fehlt. Geben Sie einen Namen ein, oder leeren Sie den Wert, damit die Zeile entfällt.</translation>
    </message>
    <message>
        <source>“%1” is not a header name. Use letters, digits and hyphens, without spaces.</source>
        <translation>„%1“ ist kein Header-Name. Verwenden Sie Buchstaben, Ziffern und Bindestriche, ohne Leerzeichen.</translation>
    </message>
    <message>
        <source>The header “%1” is there twice; upper and lower case count as the same. Remove one of them.</source>
        <translation>Der Header „%1“ kommt zweimal vor; Groß- und Kleinschreibung gelten als gleich. Entfernen Sie einen davon.</translation>
    </message>
    <message>
        <source>The header “%1” belongs to the connection and is set by Hookpanel. Remove it.</source>
        <translation>Der Header „%1“ gehört zur Verbindung und wird von Hookpanel gesetzt. Entfernen Sie ihn.</translation>
    </message>
    <message>
        <source>The header “%1” is always set by Hookpanel itself. Remove it.</source>
        <translation>Der Header „%1“ wird immer von Hookpanel selbst gesetzt. Entfernen Sie ihn.</translation>
    </message>
    <message>
        <source>The value of “%1” holds a line break or another control character. Remove it.</source>
        <translation>Der Wert von „%1“ enthält einen Zeilenumbruch oder ein anderes Steuerzeichen. Entfernen Sie das Zeichen.</translation>
    </message>
    <message>
        <source>The value of “%1” is too long. Use at most 4,096 bytes.</source>
        <translation>Der Wert von „%1“ ist zu lang. Höchstens 4.096 Bytes sind erlaubt.</translation>
    </message>
    <message>
        <source>There is no event type “%1”. Choose one of the catalogue.</source>
        <translation>Den Ereignistyp „%1“ gibt es nicht. Wählen Sie einen aus dem Katalog.</translation>
    </message>
    <message>
        <source>“%1” is the test event of the Trigger button; nobody can subscribe to it. Remove it.</source>
        <translation>„%1“ ist das Testereignis der Schaltfläche „Auslösen“; niemand kann es abonnieren. Entfernen Sie es.</translation>
    </message>
    <message>
        <source>No content type is named. Name at least one, or choose all.</source>
        <translation>Kein Inhaltstyp ist genannt. Nennen Sie mindestens einen, oder wählen Sie alle.</translation>
    </message>
    <message>
        <source>The timeout must be between 1 and 120 seconds.</source>
        <translation>Das Zeitlimit muss zwischen 1 und 120 Sekunden liegen.</translation>
    </message>
    <message>
        <source>The retry schedule is not valid. Use 1 to 24 waits of 1 second to 7 days (604800 seconds) each.</source>
        <translation>Der Wiederholungsplan ist ungültig. Verwenden Sie 1 bis 24 Wartezeiten von je 1 Sekunde bis 7 Tagen (604800 Sekunden).</translation>
    </message>
    <message>
        <source>The address of the proxy is missing. Enter it like http://proxy.example:3128.</source>
        <translation>Die Adresse des Proxys fehlt. Geben Sie sie ein wie http://proxy.example:3128.</translation>
    </message>
    <message>
        <source>This is not the address of a proxy. Write it like http://proxy.example:3128 or socks5://proxy.example:1080, with its port.</source>
        <translation>Das ist keine Adresse eines Proxys. Schreiben Sie sie wie http://proxy.example:3128 oder socks5://proxy.example:1080, mit ihrem Port.</translation>
    </message>
    <message>
        <source>The address of the proxy holds a user name or password, which would be kept in clear. Remove it, or choose the system&apos;s proxy and put it into the environment variable http_proxy.</source>
        <translation>Die Adresse des Proxys enthält einen Benutzernamen oder ein Passwort, die im Klartext gespeichert würden. Entfernen Sie die Angabe, oder wählen Sie den Proxy des Systems und tragen Sie sie in die Umgebungsvariable http_proxy ein.</translation>
    </message>
    <message>
        <source>The stored value “%1” cannot be read; the default is used until you set another.</source>
        <translation>Der gespeicherte Wert „%1“ kann nicht gelesen werden; der Standardwert gilt, bis Sie einen anderen festlegen.</translation>
    </message>
    <message>
        <source>The file of the settings is damaged and holds no default headers; there may have been some. Check them, then save the settings.</source>
        <translation>Die Datei der Einstellungen ist beschädigt und enthält keine Standard-Header; vielleicht gab es welche. Prüfen Sie sie, und speichern Sie dann die Einstellungen.</translation>
    </message>
    <message>
        <source>A newer version of Hookpanel wrote this webhook. It can be looked at, but not changed, with this version.</source>
        <translation>Eine neuere Version von Hookpanel hat diesen Webhook geschrieben. Mit dieser Version kann er angesehen, aber nicht geändert werden.</translation>
    </message>
    <message>
        <source>The file of this webhook is damaged: %1 (“%2”). Check every field; a copy of the file is kept when you save.</source>
        <translation>Die Datei dieses Webhooks ist beschädigt: %1 („%2“). Prüfen Sie jedes Feld; beim Speichern wird eine Kopie der Datei aufbewahrt.</translation>
    </message>
    <message>
        <source>The file of this webhook cannot be read: %1 (“%2”). Nothing is known of it; fix the file or its permissions.</source>
        <translation>Die Datei dieses Webhooks kann nicht gelesen werden: %1 („%2“). Über ihn ist nichts bekannt; reparieren Sie die Datei oder ihre Berechtigungen.</translation>
    </message>
    <message>
        <source>The settings are damaged: %1 (“%2”). Check them; a copy of the file is kept when you save.</source>
        <translation>Die Einstellungen sind beschädigt: %1 („%2“). Prüfen Sie sie; beim Speichern wird eine Kopie der Datei aufbewahrt.</translation>
    </message>
    <message>
        <source>the reason is not known</source>
        <translation>der Grund ist nicht bekannt</translation>
    </message>
    <message>
        <source>it is a folder</source>
        <translation>es ist ein Ordner</translation>
    </message>
    <message>
        <source>it is not a file</source>
        <translation>es ist keine Datei</translation>
    </message>
    <message>
        <source>it is a link that leads nowhere</source>
        <translation>es ist eine Verknüpfung, die ins Leere führt</translation>
    </message>
    <message>
        <source>it is larger than 16 MiB, and no file of Hookpanel is</source>
        <translation>es sind mehr als 16 MiB, und so groß ist keine Datei von Hookpanel</translation>
    </message>
    <message>
        <source>it is not a folder</source>
        <translation>es ist kein Ordner</translation>
    </message>
    <message>
        <source>it has no name</source>
        <translation>der Name fehlt</translation>
    </message>
    <message>
        <source>it cannot be made</source>
        <translation>das Anlegen ist nicht möglich</translation>
    </message>
    <message>
        <source>not all of it reached the disk, which may be full</source>
        <translation>nicht alles gelangte auf den Datenträger, der vielleicht voll ist</translation>
    </message>
    <message>
        <source>its folder may not be written to</source>
        <translation>in den Ordner darf nicht geschrieben werden</translation>
    </message>
    <message>
        <source>its lock file cannot be written; the disk may be full</source>
        <translation>die Sperrdatei kann nicht geschrieben werden; vielleicht ist der Datenträger voll</translation>
    </message>
    <message>
        <source>it is locked by another program</source>
        <translation>gesperrt durch ein anderes Programm</translation>
    </message>
    <message>
        <source>it is locked by another program, %1</source>
        <comment>a program&apos;s name and number</comment>
        <translation>gesperrt durch ein anderes Programm, %1</translation>
    </message>
    <message>
        <source>it is empty</source>
        <translation>es ist nichts darin</translation>
    </message>
    <message>
        <source>it is not UTF-8 text</source>
        <translation>der Inhalt ist kein UTF-8-Text</translation>
    </message>
    <message>
        <source>it holds NUL bytes</source>
        <translation>der Inhalt hat NUL-Bytes</translation>
    </message>
    <message>
        <source>it was cut, and entries are missing</source>
        <translation>der Inhalt wurde abgeschnitten, und Einträge fehlen</translation>
    </message>
    <message>
        <source>a line of it cannot be understood</source>
        <translation>eine Zeile darin ist nicht zu verstehen</translation>
    </message>
    <message>
        <source>“%1” cannot be read: %2. Check the file and its permissions.</source>
        <translation>„%1“ kann nicht gelesen werden: %2. Prüfen Sie die Datei und ihre Berechtigungen.</translation>
    </message>
    <message>
        <source>“%1” cannot be written: %2. Nothing was changed; wait until that is done, then try again.</source>
        <translation>„%1“ kann nicht geschrieben werden: %2. Nichts wurde geändert; warten Sie, bis das vorbei ist, und versuchen Sie es dann erneut.</translation>
    </message>
    <message>
        <source>“%1” cannot be written: %2. Nothing was changed; free space or fix the permissions, then try again.</source>
        <translation>„%1“ kann nicht geschrieben werden: %2. Nichts wurde geändert; schaffen Sie Platz oder korrigieren Sie die Berechtigungen, und versuchen Sie es dann erneut.</translation>
    </message>
    <message>
        <source>The folder “%1” cannot be used: %2. Choose another profile folder or fix its permissions.</source>
        <translation>Der Ordner „%1“ kann nicht benutzt werden: %2. Wählen Sie einen anderen Profilordner, oder korrigieren Sie seine Berechtigungen.</translation>
    </message>
    <message>
        <source>“%1” was written by a newer version of Hookpanel and is not changed by this one. Use the newer version.</source>
        <translation>„%1“ wurde von einer neueren Version von Hookpanel geschrieben und wird von dieser nicht geändert. Verwenden Sie die neuere Version.</translation>
    </message>
    <message>
        <source>“%1” is damaged: %2. Nothing was changed.</source>
        <translation>„%1“ ist beschädigt: %2. Nichts wurde geändert.</translation>
    </message>
    <message>
        <source>The last deliveries in “%1” are damaged: %2. Some may not be shown; a copy of the file is kept.</source>
        <translation>Die letzten Zustellungen in „%1“ sind beschädigt: %2. Manche werden vielleicht nicht angezeigt; eine Kopie der Datei wird aufbewahrt.</translation>
    </message>
    <message>
        <source>“%1” was changed by another program since it was read. Look at it again before saving.</source>
        <translation>„%1“ wurde seit dem Lesen von einem anderen Programm geändert. Sehen Sie es sich vor dem Speichern noch einmal an.</translation>
    </message>
    <message>
        <source>There is no webhook “%1” any more.</source>
        <translation>Den Webhook „%1“ gibt es nicht mehr.</translation>
    </message>
    <message>
        <source>The default headers in “%1” cannot be read, so nothing was sent: it might lack one. Set them again.</source>
        <translation>Die Standard-Header in „%1“ können nicht gelesen werden. Daher wurde nichts gesendet: Es könnte einer fehlen. Legen Sie sie neu fest.</translation>
    </message>
    <message>
        <source>The environment variable %1 is not set or empty, so nothing was sent. Set it before you start the program, then try again.</source>
        <translation>Die Umgebungsvariable %1 ist nicht gesetzt oder leer. Daher wurde nichts gesendet. Setzen Sie sie, bevor Sie das Programm starten, und versuchen Sie es dann erneut.</translation>
    </message>
    <message>
        <source>The URL “%1” cannot be called, so nothing was sent: %2</source>
        <translation>Die URL „%1“ kann nicht aufgerufen werden. Daher wurde nichts gesendet: %2</translation>
    </message>
    <message>
        <source>The header “%1” cannot be sent, so nothing was sent: %2</source>
        <translation>Der Header „%1“ kann nicht gesendet werden. Daher wurde nichts gesendet: %2</translation>
    </message>
    <message>
        <source>The payload is not JSON: line %1, column %2: %3.</source>
        <translation>Die Nutzdaten sind kein JSON: Zeile %1, Spalte %2: %3.</translation>
    </message>
    <message>
        <source>The payload is not a JSON object. It must begin with { and hold “event” and “createdAt”.</source>
        <translation>Die Nutzdaten sind kein JSON-Objekt. Sie müssen mit { beginnen und „event“ und „createdAt“ enthalten.</translation>
    </message>
    <message>
        <source>The payload is not UTF-8: the first wrong byte is at offset %1. Save it as UTF-8.</source>
        <translation>Die Nutzdaten sind nicht UTF-8: Das erste falsche Byte steht an Position %1. Speichern Sie sie als UTF-8.</translation>
    </message>
    <message>
        <source>The payload is nested too deeply at line %1, column %2. At most %3 levels are allowed.</source>
        <translation>Die Nutzdaten sind in Zeile %1, Spalte %2 zu tief verschachtelt. Höchstens %3 Ebenen sind erlaubt.</translation>
    </message>
    <message>
        <source>The payload holds the key “%1” twice in one object: line %2, column %3. Remove one of them.</source>
        <translation>Die Nutzdaten enthalten den Schlüssel „%1“ zweimal in einem Objekt: Zeile %2, Spalte %3. Entfernen Sie einen davon.</translation>
    </message>
    <message>
        <source>The payload is too large: %1 bytes. At most 1 MiB (%2 bytes) is allowed.</source>
        <translation>Die Nutzdaten sind zu groß: %1 Bytes. Höchstens 1 MiB (%2 Bytes) ist erlaubt.</translation>
    </message>
    <message>
        <source>The payload has no “%1”. Add it as a text.</source>
        <translation>In den Nutzdaten fehlt „%1“. Fügen Sie es als Text hinzu.</translation>
    </message>
    <message>
        <source>The payload is an event “%1”, but “%2” was asked for. Make them the same.</source>
        <translation>Die Nutzdaten sind ein Ereignis „%1“, verlangt wurde aber „%2“. Gleichen Sie beides an.</translation>
    </message>
    <message>
        <source>Events of the User content type (%1) are never sent, so that no user&apos;s data leaves.</source>
        <translation>Ereignisse des Inhaltstyps User (%1) werden nie gesendet, damit keine Benutzerdaten nach außen gelangen.</translation>
    </message>
    <message>
        <source>The environment variable %1 is not set or empty. Set it before you start the program.</source>
        <translation>Die Umgebungsvariable %1 ist nicht gesetzt oder leer. Setzen Sie sie, bevor Sie das Programm starten.</translation>
    </message>
    <message>
        <source>Nothing would be sent. %1</source>
        <translation>Es würde nichts gesendet. %1</translation>
    </message>
    <message>
        <source>default</source>
        <translation>Standard</translation>
    </message>
    <message>
        <source>webhook</source>
        <translation>Webhook</translation>
    </message>
    <message>
        <source>fixed</source>
        <translation>fest</translation>
    </message>
    <message>
        <source>(%1, replaced by %2)</source>
        <comment>origins of headers</comment>
        <translation>(%1, ersetzt durch %2)</translation>
    </message>
    <message>
        <source>(%1, %2 is not set)</source>
        <comment>origin of a header, variable</comment>
        <translation>(%1, %2 ist nicht gesetzt)</translation>
    </message>
    <message>
        <source>(%1, cannot be sent)</source>
        <comment>origin of a header</comment>
        <translation>(%1, kann nicht gesendet werden)</translation>
    </message>
    <message>
        <source>(%1)</source>
        <comment>origin of a header</comment>
        <translation>(%1)</translation>
    </message>
    <message>
        <source>The receiver took the event and answered %1.</source>
        <translation>Der Empfänger hat das Ereignis angenommen und mit %1 geantwortet.</translation>
    </message>
    <message>
        <source>The receiver refused the event with status %1. Look at its answer; the URL, a header or the payload is not what it expects.</source>
        <translation>Der Empfänger hat das Ereignis mit Status %1 abgelehnt. Sehen Sie sich seine Antwort an; die URL, ein Header oder die Nutzdaten sind nicht wie erwartet.</translation>
    </message>
    <message>
        <source>The receiver failed with status %1. The fault is on its side; look at its answer and its log.</source>
        <translation>Beim Empfänger gab es einen Fehler mit Status %1. Die Ursache liegt auf seiner Seite; sehen Sie sich seine Antwort und sein Protokoll an.</translation>
    </message>
    <message>
        <source>The receiver answered with redirect %1. Redirects are never followed; ask for the URL that receives.</source>
        <translation>Der Empfänger hat mit der Weiterleitung %1 geantwortet. Weiterleitungen wird nie gefolgt; fragen Sie nach der URL, die empfängt.</translation>
    </message>
    <message>
        <source>The receiver redirects (%1) to %2. Redirects are never followed; enter that URL if you trust it.</source>
        <translation>Der Empfänger leitet weiter (%1) zu %2. Weiterleitungen wird nie gefolgt; geben Sie diese URL ein, wenn Sie ihr vertrauen.</translation>
    </message>
    <message>
        <source>The receiver says that it is gone for good (410). Remove the webhook or enter another URL.</source>
        <translation>Der Empfänger meldet, dass es ihn nicht mehr gibt (410). Entfernen Sie den Webhook, oder geben Sie eine andere URL ein.</translation>
    </message>
    <message>
        <source>The receiver asks for fewer requests (429). Wait before you try again.</source>
        <translation>Der Empfänger bittet um weniger Anfragen (429). Warten Sie, bevor Sie es erneut versuchen.</translation>
    </message>
    <message>
        <source>The host name was not found. Check the URL&apos;s spelling and the network&apos;s name service.</source>
        <translation>Der Hostname wurde nicht gefunden. Prüfen Sie die Schreibweise der URL und den Namensdienst (DNS) des Netzwerks.</translation>
    </message>
    <message>
        <source>The connection was refused: nothing listens at this host and port. Start the receiver or check the port.</source>
        <translation>Die Verbindung wurde abgelehnt: An diesem Host und Port lauscht nichts. Starten Sie den Empfänger, oder prüfen Sie den Port.</translation>
    </message>
    <message>
        <source>The host cannot be reached over the network. Check the address, the network and its firewall.</source>
        <translation>Der Host ist über das Netzwerk nicht erreichbar. Prüfen Sie die Adresse, das Netzwerk und seine Firewall.</translation>
    </message>
    <message>
        <source>The receiver closed the connection without a complete HTTP answer. The event may have arrived; look at the receiver&apos;s log, and whether it speaks HTTP at this port.</source>
        <translation>Der Empfänger hat die Verbindung ohne vollständige HTTP-Antwort geschlossen. Das Ereignis ist vielleicht angekommen; sehen Sie im Protokoll des Empfängers nach, und prüfen Sie, ob er an diesem Port HTTP spricht.</translation>
    </message>
    <message>
        <source>The receiver answered %1, but its answer was cut short. The event probably arrived; look at the receiver&apos;s log.</source>
        <translation>Der Empfänger hat mit %1 geantwortet, aber seine Antwort brach ab. Das Ereignis ist wahrscheinlich angekommen; sehen Sie im Protokoll des Empfängers nach.</translation>
    </message>
    <message>
        <source>Cancelled. The receiver may have got the event all the same.</source>
        <translation>Abgebrochen. Der Empfänger kann das Ereignis dennoch erhalten haben.</translation>
    </message>
    <message>
        <source>The connection ended before anything was sent. The receiver got nothing; try again.</source>
        <translation>Die Verbindung endete, bevor etwas gesendet wurde. Der Empfänger hat nichts erhalten; versuchen Sie es erneut.</translation>
    </message>
    <message>
        <source>The request could not be built, so nothing was sent.</source>
        <translation>Die Anfrage konnte nicht erstellt werden. Daher wurde nichts gesendet.</translation>
    </message>
    <message>
        <source>Hookpanel ended during the attempt. The receiver may have got the event.</source>
        <translation>Hookpanel wurde während des Versuchs beendet. Der Empfänger kann das Ereignis erhalten haben.</translation>
    </message>
    <message>
        <source>The time was up before the request could be started. Try again.</source>
        <translation>Die Zeit war abgelaufen, bevor die Anfrage beginnen konnte. Versuchen Sie es erneut.</translation>
    </message>
    <message>
        <source>The time was up while connecting: the host did not answer. Check the address and its firewall.</source>
        <translation>Die Zeit ist beim Verbinden abgelaufen: Der Host hat nicht geantwortet. Prüfen Sie die Adresse und die Firewall des Hosts.</translation>
    </message>
    <message>
        <source>The time was up while securing the connection: no TLS answer came. Check that this port speaks https.</source>
        <translation>Die Zeit ist beim Absichern der Verbindung abgelaufen: Es kam keine TLS-Antwort. Prüfen Sie, ob dieser Port https spricht.</translation>
    </message>
    <message>
        <source>The time was up while sending the request. The receiver reads too slowly.</source>
        <translation>Die Zeit ist beim Senden der Anfrage abgelaufen. Der Empfänger liest zu langsam.</translation>
    </message>
    <message>
        <source>The time was up while waiting for the answer. The receiver got the request but said nothing; it may need a longer timeout.</source>
        <translation>Die Zeit ist beim Warten auf die Antwort abgelaufen. Der Empfänger hat die Anfrage erhalten, aber nichts gesagt; vielleicht braucht er ein längeres Zeitlimit.</translation>
    </message>
    <message>
        <source>The time was up while receiving the answer. The receiver answers too slowly or without end.</source>
        <translation>Die Zeit ist beim Empfangen der Antwort abgelaufen. Der Empfänger antwortet zu langsam oder ohne Ende.</translation>
    </message>
    <message>
        <source>The proxy was not found, or it did not find the host. Check the address of the proxy in the settings and the URL&apos;s spelling.</source>
        <translation>Der Proxy wurde nicht gefunden, oder er hat den Host nicht gefunden. Prüfen Sie die Adresse des Proxys in den Einstellungen und die Schreibweise der URL.</translation>
    </message>
    <message>
        <source>The proxy refused the connection: nothing listens at its host and port. Check its address in the settings.</source>
        <translation>Der Proxy hat die Verbindung abgelehnt: An seinem Host und Port lauscht nichts. Prüfen Sie seine Adresse in den Einstellungen.</translation>
    </message>
    <message>
        <source>The proxy does not lead to this host and port. Many allow https (port 443) only; ask who runs it.</source>
        <translation>Der Proxy führt nicht zu diesem Host und Port. Viele erlauben nur https (Port 443); fragen Sie den Betreiber.</translation>
    </message>
    <message>
        <source>The proxy asks for a user name and password. Put them into the environment variable http_proxy or https_proxy and choose the system&apos;s proxy in the settings.</source>
        <translation>Der Proxy verlangt einen Benutzernamen und ein Passwort. Tragen Sie sie in die Umgebungsvariable http_proxy oder https_proxy ein, und wählen Sie in den Einstellungen den Proxy des Systems.</translation>
    </message>
    <message>
        <source>The proxy could not connect to the receiver. Check the URL&apos;s host and port.</source>
        <translation>Der Proxy konnte keine Verbindung zum Empfänger herstellen. Prüfen Sie Host und Port der URL.</translation>
    </message>
    <message>
        <source>The time was up while connecting through the proxy. Check the address of the proxy in the settings and the URL&apos;s host.</source>
        <translation>Die Zeit ist beim Verbinden über den Proxy abgelaufen. Prüfen Sie die Adresse des Proxys in den Einstellungen und den Host der URL.</translation>
    </message>
    <message>
        <source>The proxy did not open a connection to the receiver. Check its address and kind in the settings.</source>
        <translation>Der Proxy hat keine Verbindung zum Empfänger geöffnet. Prüfen Sie seine Adresse und Art in den Einstellungen.</translation>
    </message>
    <message>
        <source>The secure connection failed: the receiver&apos;s certificate has expired. It must be renewed there.</source>
        <translation>Die sichere Verbindung ist fehlgeschlagen: Das Zertifikat des Empfängers ist abgelaufen. Es muss dort erneuert werden.</translation>
    </message>
    <message>
        <source>The secure connection failed: the receiver&apos;s certificate is not valid yet. Check the clock on both sides.</source>
        <translation>Die sichere Verbindung ist fehlgeschlagen: Das Zertifikat des Empfängers ist noch nicht gültig. Prüfen Sie die Uhr auf beiden Seiten.</translation>
    </message>
    <message>
        <source>The secure connection failed: the receiver&apos;s certificate is not from a trusted authority.</source>
        <translation>Die sichere Verbindung ist fehlgeschlagen: Das Zertifikat des Empfängers stammt von keiner vertrauenswürdigen Stelle.</translation>
    </message>
    <message>
        <source>The secure connection failed: the receiver&apos;s certificate is self-signed and not trusted.</source>
        <translation>Die sichere Verbindung ist fehlgeschlagen: Das Zertifikat des Empfängers ist selbst signiert und nicht vertrauenswürdig.</translation>
    </message>
    <message>
        <source>The secure connection failed: the receiver&apos;s certificate is for another host name.</source>
        <translation>Die sichere Verbindung ist fehlgeschlagen: Das Zertifikat des Empfängers gilt für einen anderen Hostnamen.</translation>
    </message>
    <message>
        <source>The secure connection failed: there is no TLS version that both sides accept.</source>
        <translation>Die sichere Verbindung ist fehlgeschlagen: Es gibt keine TLS-Version, die beide Seiten akzeptieren.</translation>
    </message>
    <message>
        <source>The secure connection failed: what answers at this port does not speak TLS. Is it an http:// URL?</source>
        <translation>Die sichere Verbindung ist fehlgeschlagen: Was an diesem Port antwortet, spricht kein TLS. Ist es eine http://-URL?</translation>
    </message>
    <message>
        <source>The secure connection failed. Check the receiver&apos;s certificate and TLS settings.</source>
        <translation>Die sichere Verbindung ist fehlgeschlagen. Prüfen Sie das Zertifikat und die TLS-Einstellungen des Empfängers.</translation>
    </message>
    <message>
        <source>Success</source>
        <translation>Erfolg</translation>
    </message>
    <message>
        <source>Rejected</source>
        <translation>Abgelehnt</translation>
    </message>
    <message>
        <source>Receiver error</source>
        <translation>Empfängerfehler</translation>
    </message>
    <message>
        <source>Redirected</source>
        <translation>Weitergeleitet</translation>
    </message>
    <message>
        <source>Gone</source>
        <translation>Nicht mehr da</translation>
    </message>
    <message>
        <source>Throttled</source>
        <translation>Gedrosselt</translation>
    </message>
    <message>
        <source>Timeout</source>
        <translation>Zeitlimit</translation>
    </message>
    <message>
        <source>DNS name not found</source>
        <translation>DNS-Name nicht gefunden</translation>
    </message>
    <message>
        <source>Connection refused</source>
        <translation>Verbindung abgelehnt</translation>
    </message>
    <message>
        <source>Unreachable</source>
        <translation>Nicht erreichbar</translation>
    </message>
    <message>
        <source>TLS connection failed</source>
        <translation>TLS-Verbindung fehlgeschlagen</translation>
    </message>
    <message>
        <source>Dropped without answer</source>
        <translation>Ohne Antwort getrennt</translation>
    </message>
    <message>
        <source>Incomplete answer</source>
        <translation>Unvollständige Antwort</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>Abgebrochen</translation>
    </message>
    <message>
        <source>Never sent</source>
        <translation>Nie gesendet</translation>
    </message>
    <message>
        <source>Invalid request</source>
        <translation>Ungültige Anfrage</translation>
    </message>
    <message>
        <source>Interrupted</source>
        <translation>Unterbrochen</translation>
    </message>
    <message>
        <source>Pending… %1</source>
        <translation>Läuft… %1</translation>
    </message>
    <message>
        <source>Success! Trigger succeeded</source>
        <translation>Erfolg! Auslösen erfolgreich</translation>
    </message>
    <message>
        <source>Error %1 · %2</source>
        <translation>Fehler %1 · %2</translation>
    </message>
    <message>
        <source>%1 → %2</source>
        <comment>event type, URL</comment>
        <translation>%1 → %2</translation>
    </message>
    <message>
        <source>%1 → %2 through the proxy %3</source>
        <comment>event type, URL, proxy</comment>
        <translation>%1 → %2 über den Proxy %3</translation>
    </message>
    <message>
        <source>Queued</source>
        <translation>Eingereiht</translation>
    </message>
    <message>
        <source>Connecting</source>
        <translation>Verbinden</translation>
    </message>
    <message>
        <source>Securing</source>
        <translation>Absichern</translation>
    </message>
    <message>
        <source>Sending</source>
        <translation>Senden</translation>
    </message>
    <message>
        <source>Waiting for the answer</source>
        <translation>Warten auf die Antwort</translation>
    </message>
    <message>
        <source>Receiving</source>
        <translation>Empfangen</translation>
    </message>
    <message>
        <source>, </source>
        <translation>, </translation>
    </message>
    <message>
        <source>Off</source>
        <translation>Aus</translation>
    </message>
    <message>
        <source>Quick (%1)</source>
        <translation>Schnell (%1)</translation>
    </message>
    <message>
        <source>Standard (%1)</source>
        <translation>Standard (%1)</translation>
    </message>
    <message>
        <source>Own (%1)</source>
        <translation>Eigener (%1)</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1 ms</translation>
    </message>
    <message numerus="yes">
        <source>%Ln byte(s)</source>
        <translation>
            <numerusform>%Ln Byte</numerusform>
            <numerusform>%Ln Bytes</numerusform>
        </translation>
    </message>
    <message>
        <source>The proxy in “%1” cannot be read, so nothing was sent. Choose it again.</source>
        <translation>Der Proxy in „%1“ kann nicht gelesen werden, darum wurde nichts gesendet. Wählen Sie ihn neu.</translation>
    </message>
    <message>
        <source>The file does not say this any more; the default is used until you set another.</source>
        <translation>Die Datei sagt dies nicht mehr; bis Sie etwas anderes setzen, gilt die Vorgabe.</translation>
    </message>
    <message>
        <source>The file of this webhook was changed by hand or by another program (“%1”). Nothing is missing; look it over and save it.</source>
        <translation>Die Datei dieses Webhooks wurde von Hand oder von einem anderen Programm geändert („%1“). Es fehlt nichts; sehen Sie sie durch und speichern Sie.</translation>
    </message>
    <message>
        <source>The file of the settings was changed by hand or by another program (“%1”). Nothing is missing.</source>
        <translation>Die Datei der Einstellungen wurde von Hand oder von einem anderen Programm geändert („%1“). Es fehlt nichts.</translation>
    </message>
    <message>
        <source>The file of this webhook was saved in another encoding: %1 (“%2”). Nothing is missing; it will be UTF-8 again when you save.</source>
        <translation>Die Datei dieses Webhooks wurde in einer anderen Kodierung gespeichert: %1 („%2“). Es fehlt nichts; beim Speichern wird sie wieder UTF-8.</translation>
    </message>
    <message>
        <source>The file of the settings was saved in another encoding: %1 (“%2”). Nothing is missing; it will be UTF-8 again at the next change.</source>
        <translation>Die Datei der Einstellungen wurde in einer anderen Kodierung gespeichert: %1 („%2“). Es fehlt nichts; bei der nächsten Änderung wird sie wieder UTF-8.</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>URL</source>
        <translation>URL</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>Headers</source>
        <translation>Header</translation>
    </message>
    <message>
        <source>Events</source>
        <translation>Ereignisse</translation>
    </message>
    <message>
        <source>Content types</source>
        <translation>Inhaltstypen</translation>
    </message>
    <message>
        <source>Retry schedule</source>
        <translation>Wiederholungsplan</translation>
    </message>
    <message>
        <source>Signing</source>
        <translation>Signatur</translation>
    </message>
    <message>
        <source>TLS</source>
        <translation>TLS</translation>
    </message>
    <message>
        <source>Default headers</source>
        <translation>Standard-Header</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>it is UTF-16 text</source>
        <translation>sie ist UTF-16-Text</translation>
    </message>
    <message>
        <source>it ends in the middle of a line, and was probably cut</source>
        <translation>sie endet mitten in einer Zeile und wurde wohl abgeschnitten</translation>
    </message>
    <message>
        <source>it was changed by hand or by another program</source>
        <translation>sie wurde von Hand oder von einem anderen Programm geändert</translation>
    </message>
    <message>
        <source>“%1” cannot be written: %2. Nothing was changed; choose another name.</source>
        <translation>„%1“ kann nicht geschrieben werden: %2. Es wurde nichts geändert; wählen Sie einen anderen Namen.</translation>
    </message>
    <message>
        <source>There is no such event any more.</source>
        <translation>Dieses Ereignis gibt es nicht mehr.</translation>
    </message>
    <message>
        <source>A test is not sent again: it would become a real delivery. Trigger the webhook for another test.</source>
        <translation>Ein Test wird nicht noch einmal gesendet: Er würde zu einer echten Zustellung. Lösen Sie den Webhook für einen weiteren Test aus.</translation>
    </message>
    <message>
        <source>The intake cannot listen on %1: %2. Choose another port, or end the program that uses this one.</source>
        <translation>Die Annahme kann auf %1 nicht lauschen: %2. Wählen Sie einen anderen Port, oder beenden Sie das Programm, das diesen benutzt.</translation>
    </message>
    <message>
        <source>There is no event type “%1”. Did you mean “%2”?</source>
        <translation>Den Ereignistyp „%1“ gibt es nicht. Meinten Sie „%2“?</translation>
    </message>
    <message>
        <source>Events “%2” are not sent for “%1”: draft &amp; publish is not switched on in this content type.</source>
        <translation>Ereignisse „%2“ werden für „%1“ nicht gesendet: Entwurf &amp; Veröffentlichung ist in diesem Inhaltstyp nicht eingeschaltet.</translation>
    </message>
    <message>
        <source>An event “%1” cannot be made of an entry. Give its whole payload.</source>
        <translation>Ein Ereignis „%1“ lässt sich nicht aus einem Eintrag bilden. Geben Sie seine ganzen Nutzdaten an.</translation>
    </message>
    <message>
        <source>An event “%1” needs a content type. Name its model or its uid.</source>
        <translation>Ein Ereignis „%1“ braucht einen Inhaltstyp. Nennen Sie dessen Modell oder uid.</translation>
    </message>
    <message>
        <source>An event “%2” needs “%1”. Give it as a JSON object.</source>
        <translation>Ein Ereignis „%2“ braucht „%1“. Geben Sie es als JSON-Objekt an.</translation>
    </message>
    <message>
        <source>An event “%2” has no “%1”. Leave it out.</source>
        <translation>Ein Ereignis „%2“ hat kein „%1“. Lassen Sie es weg.</translation>
    </message>
    <message>
        <source>“%1” is not a JSON object. It must begin with {.</source>
        <translation>„%1“ ist kein JSON-Objekt. Es muss mit { beginnen.</translation>
    </message>
    <message>
        <source>The uid of “%1” cannot be told from its path. Keep the file in its project, as in src/api/address/content-types/address/schema.json, or give the uid.</source>
        <translation>Die uid von „%1“ geht aus dem Pfad nicht hervor. Lassen Sie die Datei in ihrem Projekt, etwa src/api/address/content-types/address/schema.json, oder geben Sie die uid an.</translation>
    </message>
    <message>
        <source>“%1” is not the uid of a content type. Write it like api::address.address.</source>
        <translation>„%1“ ist keine uid eines Inhaltstyps. Schreiben Sie sie wie api::address.address.</translation>
    </message>
    <message>
        <source>“%1” is not the schema of a content type: it has no “%2”.</source>
        <translation>„%1“ ist kein Schema eines Inhaltstyps: „%2“ fehlt.</translation>
    </message>
    <message>
        <source>“%1” is not the schema of a content type: the value of “%2” is not of the right kind.</source>
        <translation>„%1“ ist kein Schema eines Inhaltstyps: Der Wert von „%2“ ist nicht von der richtigen Art.</translation>
    </message>
    <message>
        <source>There is no schema file in “%1”. Choose a Strapi project, its “src” folder, or a schema.json file.</source>
        <translation>In „%1“ ist keine Schemadatei. Wählen Sie ein Strapi-Projekt, dessen Ordner „src“ oder eine Datei schema.json.</translation>
    </message>
    <message>
        <source>There is no content type or component “%1”.</source>
        <translation>Es gibt keinen Inhaltstyp und keine Komponente „%1“.</translation>
    </message>
    <message>
        <source>What is private cannot be told, so nothing is sent: “%1” is damaged. Import that content type or component again, or remove it.</source>
        <translation>Was privat ist, lässt sich nicht feststellen, deshalb wird nichts gesendet: „%1“ ist beschädigt. Importieren Sie diesen Inhaltstyp oder diese Komponente erneut, oder entfernen Sie sie.</translation>
    </message>
    <message>
        <source>“%1” is not a name for an event type. Use up to 100 letters, digits, “.”, “-” and “_”, as in order.paid.</source>
        <translation>„%1“ ist kein Name für einen Ereignistyp. Verwenden Sie bis zu 100 Buchstaben, Ziffern, „.“, „-“ und „_“, etwa order.paid.</translation>
    </message>
    <message>
        <source>“%1” is an event type of Strapi&apos;s and stays as it is. Choose another name.</source>
        <translation>„%1“ ist ein Ereignistyp von Strapi und bleibt, wie er ist. Wählen Sie einen anderen Namen.</translation>
    </message>
    <message>
        <source>There is no event type “%1” of your own.</source>
        <translation>Es gibt keinen eigenen Ereignistyp „%1“.</translation>
    </message>
    <message>
        <source>“%1” is not JSON: line %2, column %3: %4.</source>
        <translation>„%1“ ist kein JSON: Zeile %2, Spalte %3: %4.</translation>
    </message>
    <message>
        <source>“%1” is not UTF-8: the first wrong byte is at offset %2. Save it as UTF-8.</source>
        <translation>„%1“ ist kein UTF-8: Das erste falsche Byte steht an Position %2. Speichern Sie es als UTF-8.</translation>
    </message>
    <message>
        <source>“%1” is nested too deeply at line %2, column %3. At most %4 levels are allowed.</source>
        <translation>„%1“ ist in Zeile %2, Spalte %3 zu tief verschachtelt. Höchstens %4 Ebenen sind erlaubt.</translation>
    </message>
    <message>
        <source>“%1” holds the key “%2” twice in one object: line %3, column %4. Remove one of them.</source>
        <translation>„%1“ enthält den Schlüssel „%2“ zweimal in einem Objekt: Zeile %3, Spalte %4. Entfernen Sie einen davon.</translation>
    </message>
    <message>
        <source>“%1” is too large: %2 bytes. At most 1 MiB (%3 bytes) is allowed.</source>
        <translation>„%1“ ist zu groß: %2 Bytes. Höchstens 1 MiB (%3 Bytes) ist erlaubt.</translation>
    </message>
    <message numerus="yes">
        <source>%1 and %n more</source>
        <comment>names</comment>
        <translation>
            <numerusform>%1 und %n weitere</numerusform>
            <numerusform>%1 und %n weitere</numerusform>
        </translation>
    </message>
    <message>
        <source>The content type “%1” is not known, so nothing private can be taken out. Import its schema file.</source>
        <translation>Der Inhaltstyp „%1“ ist nicht bekannt, deshalb kann nichts Privates herausgenommen werden. Importieren Sie seine Schemadatei.</translation>
    </message>
    <message>
        <source>Several content types are called “%1”: what is private in any of them was taken out. Give the uid.</source>
        <translation>Mehrere Inhaltstypen heißen „%1“: Was in einem davon privat ist, wurde herausgenommen. Geben Sie die uid an.</translation>
    </message>
    <message>
        <source>Inside the entry are parts whose schema is not known, so nothing private can be taken out of them: %1. Import their schema files.</source>
        <translation>Im Eintrag sind Teile, deren Schema nicht bekannt ist, deshalb kann aus ihnen nichts Privates herausgenommen werden: %1. Importieren Sie ihre Schemadateien.</translation>
    </message>
    <message>
        <source>Private, so taken out: %1.</source>
        <translation>Privat, deshalb herausgenommen: %1.</translation>
    </message>
    <message>
        <source>A user&apos;s data, so only the id is sent: %1.</source>
        <translation>Daten eines Benutzers, deshalb wird nur die id gesendet: %1.</translation>
    </message>
    <message>
        <source>Success!</source>
        <translation>Erfolg!</translation>
    </message>
    <message>
        <source>Pending</source>
        <translation>Ausstehend</translation>
    </message>
    <message>
        <source>Sending now</source>
        <translation>Wird gesendet</translation>
    </message>
    <message>
        <source>Waiting for a retry</source>
        <translation>Wartet auf Wiederholung</translation>
    </message>
    <message>
        <source>Delivered</source>
        <translation>Zugestellt</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Fehlgeschlagen</translation>
    </message>
    <message>
        <source>Dead letter</source>
        <translation>Unzustellbar</translation>
    </message>
    <message>
        <source>not sent: it is disabled</source>
        <translation>nicht gesendet: er ist deaktiviert</translation>
    </message>
    <message>
        <source>not sent: it is not subscribed to this event type</source>
        <translation>nicht gesendet: er hat diesen Ereignistyp nicht abonniert</translation>
    </message>
    <message>
        <source>not sent: it does not want this content type</source>
        <translation>nicht gesendet: er will diesen Inhaltstyp nicht</translation>
    </message>
    <message>
        <source>not sent: only the Enterprise edition sends events of this type, and Community is chosen</source>
        <translation>nicht gesendet: Nur die Enterprise-Edition sendet Ereignisse dieses Typs, und Community ist gewählt</translation>
    </message>
    <message>
        <source>Never used</source>
        <translation>Nie benutzt</translation>
    </message>
    <message>
        <source>Healthy</source>
        <translation>Gesund</translation>
    </message>
    <message>
        <source>Failing</source>
        <translation>Gestört</translation>
    </message>
    <message>
        <source>There is no signing scheme “%1”. Use one of these: %2.</source>
        <translation>Es gibt kein Signaturschema „%1“. Verwenden Sie eines von diesen: %2.</translation>
    </message>
    <message>
        <source>No file with certificate authorities is named. Name a PEM file by its whole path, or trust those of the system alone.</source>
        <translation>Es ist keine Datei mit Zertifizierungsstellen genannt. Nennen Sie eine PEM-Datei mit vollem Pfad, oder vertrauen Sie nur denen des Systems.</translation>
    </message>
    <message>
        <source>“%1” is not the SHA-256 fingerprint of a certificate. It has 64 hexadecimal digits, with or without colons.</source>
        <translation>„%1“ ist kein SHA-256-Fingerabdruck eines Zertifikats. Er hat 64 hexadezimale Ziffern, mit oder ohne Doppelpunkte.</translation>
    </message>
    <message>
        <source>The client certificate is missing. Name its PEM file by its whole path, or remove the private key too.</source>
        <translation>Das Client-Zertifikat fehlt. Nennen Sie seine PEM-Datei mit vollem Pfad, oder entfernen Sie auch den privaten Schlüssel.</translation>
    </message>
    <message>
        <source>The private key of the client certificate is missing. Name its PEM file by its whole path, or remove the certificate too.</source>
        <translation>Der private Schlüssel des Client-Zertifikats fehlt. Nennen Sie seine PEM-Datei mit vollem Pfad, oder entfernen Sie auch das Zertifikat.</translation>
    </message>
    <message>
        <source>it belongs to another user</source>
        <translation>sie gehört einem anderen Benutzer</translation>
    </message>
    <message>
        <source>other users may read it</source>
        <translation>andere Benutzer dürfen sie lesen</translation>
    </message>
    <message>
        <source>“%1” is not used: other users of this machine may read it. Take that right away (chmod 600), and make new secrets if somebody may have read them.</source>
        <translation>„%1“ wird nicht benutzt: Andere Benutzer dieses Rechners dürfen die Datei lesen. Nehmen Sie ihnen dieses Recht (chmod 600), und erzeugen Sie neue Geheimnisse, falls jemand sie gelesen haben kann.</translation>
    </message>
    <message>
        <source>“%2” is not a time, as “%1” must be. Write it like 2026-11-24T08:00:00.000Z.</source>
        <translation>„%2“ ist keine Zeitangabe, wie „%1“ eine sein muss. Schreiben Sie sie wie 2026-11-24T08:00:00.000Z.</translation>
    </message>
    <message>
        <source>The intake cannot listen on %1: another program uses this port. Choose another port, or end that program.</source>
        <translation>Die Annahme kann auf %1 nicht lauschen: Ein anderes Programm benutzt diesen Port. Wählen Sie einen anderen Port, oder beenden Sie jenes Programm.</translation>
    </message>
    <message>
        <source>“%1”, which the TLS settings of the webhook name, cannot be read: %2. Check the file and its permissions.</source>
        <translation>„%1“, in den TLS-Einstellungen des Webhooks genannt, kann nicht gelesen werden: %2. Prüfen Sie die Datei und ihre Rechte.</translation>
    </message>
    <message>
        <source>“%1” holds no certificate. It must be a PEM file with “-----BEGIN CERTIFICATE-----”.</source>
        <translation>„%1“ enthält kein Zertifikat. Es muss eine PEM-Datei mit „-----BEGIN CERTIFICATE-----“ sein.</translation>
    </message>
    <message>
        <source>“%1” holds no private key. It must be a PEM file with “-----BEGIN PRIVATE KEY-----” or the like.</source>
        <translation>„%1“ enthält keinen privaten Schlüssel. Es muss eine PEM-Datei mit „-----BEGIN PRIVATE KEY-----“ oder Ähnlichem sein.</translation>
    </message>
    <message>
        <source>The private key in “%1” is locked with a passphrase. Enter the passphrase.</source>
        <translation>Der private Schlüssel in „%1“ ist mit einer Passphrase gesperrt. Geben Sie die Passphrase ein.</translation>
    </message>
    <message>
        <source>The passphrase of the private key in “%1” is wrong. Enter it again.</source>
        <translation>Die Passphrase des privaten Schlüssels in „%1“ ist falsch. Geben Sie sie erneut ein.</translation>
    </message>
    <message>
        <source>The private key in “%1” does not belong to the certificate in “%2”. Name the one that does.</source>
        <translation>Der private Schlüssel in „%1“ gehört nicht zum Zertifikat in „%2“. Nennen Sie den passenden.</translation>
    </message>
    <message>
        <source>signature</source>
        <translation>Signatur</translation>
    </message>
    <message>
        <source>The secure connection failed: the receiver shows another certificate than the one that this webhook trusts. If it was renewed there, compare its fingerprint and trust the new one.</source>
        <translation>Die sichere Verbindung kam nicht zustande: Der Empfänger zeigt ein anderes Zertifikat als das, dem dieser Webhook vertraut. Falls es dort erneuert wurde, vergleichen Sie seinen Fingerabdruck und vertrauen Sie dem neuen.</translation>
    </message>
    <message>
        <source>The secure connection failed: the receiver wants a client certificate that it knows. Name one in the webhook.</source>
        <translation>Die sichere Verbindung kam nicht zustande: Der Empfänger verlangt ein Client-Zertifikat, das er kennt. Nennen Sie eines im Webhook.</translation>
    </message>
    <message>
        <source>Waits until the webhook is enabled.</source>
        <translation>Wartet, bis der Webhook aktiviert ist.</translation>
    </message>
    <message>
        <source>The webhook is not there any more. The delivery waits in case it comes back.</source>
        <translation>Der Webhook ist nicht mehr da. Die Zustellung wartet, falls er wiederkommt.</translation>
    </message>
    <message>
        <source>Waits until the webhook can be read whole. Open the webhook and mend it.</source>
        <translation>Wartet, bis der Webhook vollständig gelesen werden kann. Öffnen Sie ihn und bringen Sie ihn in Ordnung.</translation>
    </message>
    <message>
        <source>Waits until the settings can be read: without them it might lack a default header.</source>
        <translation>Wartet, bis die Einstellungen gelesen werden können: Ohne sie könnte ein Standard-Header fehlen.</translation>
    </message>
    <message>
        <source>When the webhook is enabled</source>
        <translation>Wenn der Webhook aktiviert ist</translation>
    </message>
    <message>
        <source>If the webhook comes back</source>
        <translation>Falls der Webhook wiederkommt</translation>
    </message>
    <message>
        <source>When the webhook can be read</source>
        <translation>Wenn der Webhook lesbar ist</translation>
    </message>
    <message>
        <source>When the settings can be read</source>
        <translation>Wenn die Einstellungen lesbar sind</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>Abgelehnt</translation>
    </message>
    <message>
        <source>No connection</source>
        <translation>Keine Verbindung</translation>
    </message>
    <message>
        <source>Not sent</source>
        <translation>Nicht gesendet</translation>
    </message>
    <message>
        <source>Cancelled or interrupted</source>
        <translation>Abgebrochen oder unterbrochen</translation>
    </message>
    <message>
        <source>The payload is too large: more than 1 MiB (%1 bytes). That is the most that is allowed.</source>
        <translation>Die Nutzdaten sind zu groß: mehr als 1 MiB (%1 Bytes). Mehr ist nicht erlaubt.</translation>
    </message>
    <message>
        <source>“%1” in the payload is not a text. Write it in quotation marks.</source>
        <translation>„%1“ in den Nutzdaten ist kein Text. Schreiben Sie ihn in Anführungszeichen.</translation>
    </message>
    <message>
        <source>“%1” is too large: more than 1 MiB (%2 bytes). That is the most that is allowed.</source>
        <translation>„%1“ ist zu groß: mehr als 1 MiB (%2 Bytes). Mehr ist nicht erlaubt.</translation>
    </message>
    <message>
        <source>The URL holds •••• where a secret stood. Enter the whole URL.</source>
        <translation>Die URL enthält ••••, wo ein Geheimnis stand. Geben Sie die ganze URL ein.</translation>
    </message>
    <message>
        <source>The URL holds a secret in clear, “%1”, which is kept in the file of this webhook as it is. Put a placeholder such as ${TOKEN} in its place, or use a header.</source>
        <translation>Die URL enthält ein Geheimnis im Klartext, „%1“, das so in der Datei dieses Webhooks steht. Setzen Sie einen Platzhalter wie ${TOKEN} an seine Stelle oder verwenden Sie einen Header.</translation>
    </message>
    <message>
        <source>The secret value of “%1” is not here. Enter it; nothing can be sent until then.</source>
        <translation>Der geheime Wert von „%1“ fehlt. Geben Sie ihn ein; vorher kann nichts gesendet werden.</translation>
    </message>
    <message>
        <source>The keyring is locked, so the secrets cannot be read. Unlock it; deliveries wait until then.</source>
        <translation>Der Schlüsselbund ist gesperrt, daher können die Geheimnisse nicht gelesen werden. Entsperren Sie ihn; so lange warten die Zustellungen.</translation>
    </message>
    <message>
        <source>The keyring cannot be used, so the secrets cannot be read. Deliveries wait until it can.</source>
        <translation>Der Schlüsselbund ist nicht verfügbar, daher können die Geheimnisse nicht gelesen werden. So lange warten die Zustellungen.</translation>
    </message>
    <message>
        <source>The keyring cannot be used (%1), so the secrets cannot be read. Deliveries wait until it can.</source>
        <translation>Der Schlüsselbund ist nicht verfügbar (%1), daher können die Geheimnisse nicht gelesen werden. So lange warten die Zustellungen.</translation>
    </message>
    <message>
        <source>There is no keyring, and it was not agreed that secrets are kept in a file, so nothing was saved.</source>
        <translation>Es gibt keinen Schlüsselbund, und dass Geheimnisse in einer Datei aufbewahrt werden, wurde nicht vereinbart. Daher wurde nichts gespeichert.</translation>
    </message>
    <message>
        <source>A secret of this webhook is not there any more. Enter it again.</source>
        <translation>Ein Geheimnis dieses Webhooks ist nicht mehr da. Geben Sie es neu ein.</translation>
    </message>
    <message>
        <source>The secret value of the header “%1” is not here, so nothing was sent. Enter it again, then try again.</source>
        <translation>Der geheime Wert des Headers „%1“ fehlt, daher wurde nichts gesendet. Geben Sie ihn neu ein und versuchen Sie es dann noch einmal.</translation>
    </message>
    <message>
        <source>Waits until its secrets can be read: the keyring is locked, or their file is away.</source>
        <translation>Wartet, bis die Geheimnisse gelesen werden können: Der Schlüsselbund ist gesperrt, oder ihre Datei fehlt.</translation>
    </message>
    <message>
        <source>When the secrets can be read</source>
        <translation>Wenn die Geheimnisse gelesen werden können</translation>
    </message>
    <message>
        <source>The event does not say of which content type it is, so nothing private can be taken out. Give it a “model” or a “uid”.</source>
        <translation>Das Ereignis sagt nicht, von welchem Inhaltstyp es ist, daher kann nichts Privates entfernt werden. Geben Sie ihm ein „model“ oder eine „uid“.</translation>
    </message>
    <message>
        <source>The files of these webhooks cannot be read whole, and what they subscribe to may be lost: %1. The event waits, and goes to them as soon as they are saved again, whatever they subscribe to then. To prevent that, stop its delivery.</source>
        <translation>Die Dateien dieser Webhooks lassen sich nicht vollständig lesen, und was sie abonnieren, ist vielleicht verloren: %1. Das Ereignis wartet und geht an sie, sobald sie wieder gespeichert sind, was immer sie dann abonnieren. Um das zu verhindern, stoppen Sie seine Zustellung.</translation>
    </message>
    <message>
        <source>(%1, computed when it is sent)</source>
        <comment>origin of a header</comment>
        <translation>(%1, beim Senden berechnet)</translation>
    </message>
    <message>
        <source>The secrets in “%1” cannot be used: %2. Put a good copy in its place, or move it away and enter the secrets again.</source>
        <translation>Die Geheimnisse in „%1“ sind nicht brauchbar: %2. Legen Sie eine gute Kopie an ihre Stelle, oder räumen Sie die Datei weg und geben Sie die Geheimnisse neu ein.</translation>
    </message>
</context>
<context>
    <name>main</name>
    <message>
        <source>The desktop admin panel for webhooks.</source>
        <translation>Das Desktop-Verwaltungsprogramm für Webhooks.</translation>
    </message>
    <message>
        <source>Show this help.</source>
        <translation>Diese Hilfe anzeigen.</translation>
    </message>
    <message>
        <source>Show the version.</source>
        <translation>Die Version anzeigen.</translation>
    </message>
    <message>
        <source>Keep everything in this folder.</source>
        <translation>Alles in diesem Ordner aufbewahren.</translation>
    </message>
    <message>
        <source>DIR</source>
        <translation>ORDNER</translation>
    </message>
    <message>
        <source>“%1” is not understood.</source>
        <translation>„%1“ wird nicht verstanden.</translation>
    </message>
    <message>
        <source>--profile needs a folder.</source>
        <translation>--profile braucht einen Ordner.</translation>
    </message>
</context>
</TS>
