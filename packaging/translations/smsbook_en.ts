<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name></name>
    <message numerus="yes">
        <source>%Ln new contacts and address books in them were not sent yet. If another copy of the folder has sent them since, they would be at the service twice. Nothing was sent so far.</source>
        <translation>
            <numerusform>%Ln new contact or address book in them was not sent yet. If another copy of the folder has sent it since, it would be at the service twice. Nothing was sent so far.</numerusform>
            <numerusform>%Ln new contacts and address books in them were not sent yet. If another copy of the folder has sent them since, they would be at the service twice. Nothing was sent so far.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The data folder has the contacts of %Ln accounts that are missing from the list of accounts. Perhaps the settings of SMS Book were lost.</source>
        <translation>
            <numerusform>The data folder has the contacts of an account that is missing from the list of accounts. Perhaps the settings of SMS Book were lost.</numerusform>
            <numerusform>The data folder has the contacts of %Ln accounts that are missing from the list of accounts. Perhaps the settings of SMS Book were lost.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln contacts</source>
        <translation>
            <numerusform>%Ln contact</numerusform>
            <numerusform>%Ln contacts</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln of them with changes that were not sent yet</source>
        <translation>
            <numerusform>%Ln of them with changes that were not sent yet</numerusform>
            <numerusform>%Ln of them with changes that were not sent yet</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln changes were not sent to the service yet and are lost for good.</source>
        <translation>
            <numerusform>%Ln change was not sent to the service yet and is lost for good.</numerusform>
            <numerusform>%Ln changes were not sent to the service yet and are lost for good.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln contacts were saved.</source>
        <translation>
            <numerusform>%Ln contact was saved.</numerusform>
            <numerusform>%Ln contacts were saved.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln of them have changes that the service does not have yet.</source>
        <translation>
            <numerusform>%Ln of them has changes that the service does not have yet.</numerusform>
            <numerusform>%Ln of them have changes that the service does not have yet.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln contacts could not be read. Those that the service lists come back by themselves.</source>
        <translation>
            <numerusform>%Ln contact could not be read. If the service lists it, it comes back by itself.</numerusform>
            <numerusform>%Ln contacts could not be read. Those that the service lists come back by themselves.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln contacts were deleted here, and the service was not told yet. If they come back, delete them again:</source>
        <translation>
            <numerusform>%Ln contact was deleted here, and the service was not told yet. If it comes back, delete it again:</numerusform>
            <numerusform>%Ln contacts were deleted here, and the service was not told yet. If they come back, delete them again:</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The unsent changes of %Ln contacts could not be read. Please make them again.</source>
        <translation>
            <numerusform>The unsent changes of %Ln contact could not be read. Please make them again.</numerusform>
            <numerusform>The unsent changes of %Ln contacts could not be read. Please make them again.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln contacts with unsent changes could not be read and come from the backup of {when}. Look them through: new ones that may have been sent already are under Needs attention, and nothing is written over what the service has without asking you:</source>
        <translation>
            <numerusform>%Ln contact with unsent changes could not be read and comes from the backup of {when}. Look at it: if it is new and may have been sent already, it is under Needs attention, and nothing is written over what the service has without asking you:</numerusform>
            <numerusform>%Ln contacts with unsent changes could not be read and come from the backup of {when}. Look them through: new ones that may have been sent already are under Needs attention, and nothing is written over what the service has without asking you:</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %Ln more</source>
        <translation>
            <numerusform>and %Ln more</numerusform>
            <numerusform>and %Ln more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln contacts that were saved last were missing and were put back:</source>
        <translation>
            <numerusform>%Ln contact that was saved last was missing and was put back:</numerusform>
            <numerusform>%Ln contacts that were saved last were missing and were put back:</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln contacts need attention</source>
        <translation>
            <numerusform>%Ln contact needs attention</numerusform>
            <numerusform>%Ln contacts need attention</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{text} (%Ln times)</source>
        <translation>
            <numerusform>{text} (once)</numerusform>
            <numerusform>{text} (%Ln times)</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>… and %Ln other messages</source>
        <translation>
            <numerusform>… and %Ln other message</numerusform>
            <numerusform>… and %Ln other messages</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Send all %Ln again</source>
        <translation>
            <numerusform>Send again</numerusform>
            <numerusform>Send all %Ln again</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Discard all %Ln</source>
        <translation>
            <numerusform>Discard</numerusform>
            <numerusform>Discard all %Ln</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Create all %Ln again</source>
        <translation>
            <numerusform>Create again</numerusform>
            <numerusform>Create all %Ln again</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Take the %Ln matches</source>
        <translation>
            <numerusform>Take the %Ln match</numerusform>
            <numerusform>Take the %Ln matches</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Take all %Ln into them</source>
        <translation>
            <numerusform>Take mine into it</numerusform>
            <numerusform>Take all %Ln into them</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Keep all %Ln as they are</source>
        <translation>
            <numerusform>Keep it as it is</numerusform>
            <numerusform>Keep all %Ln as they are</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Send %Ln contacts again?</source>
        <translation>
            <numerusform>Send %Ln contact again?</numerusform>
            <numerusform>Send %Ln contacts again?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Create %Ln contacts again?</source>
        <translation>
            <numerusform>Create %Ln contact again?</numerusform>
            <numerusform>Create %Ln contacts again?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Discard the unsent changes of %Ln contacts?</source>
        <translation>
            <numerusform>Discard the unsent changes of %Ln contact?</numerusform>
            <numerusform>Discard the unsent changes of %Ln contacts?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Keep your values in %Ln contacts?</source>
        <translation>
            <numerusform>Keep your values in %Ln contact?</numerusform>
            <numerusform>Keep your values in %Ln contacts?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Keep the service&apos;s values in %Ln contacts?</source>
        <translation>
            <numerusform>Keep the service&apos;s values in %Ln contact?</numerusform>
            <numerusform>Keep the service&apos;s values in %Ln contacts?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Take your values into %Ln contacts at the service?</source>
        <translation>
            <numerusform>Take your values into %Ln contact at the service?</numerusform>
            <numerusform>Take your values into %Ln contacts at the service?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Keep %Ln contacts as the service has them?</source>
        <translation>
            <numerusform>Keep %Ln contact as the service has them?</numerusform>
            <numerusform>Keep %Ln contacts as the service has them?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>There are still %Ln contacts in it. Move or delete them first.</source>
        <translation>
            <numerusform>There is still %Ln contact in it. Move or delete it first.</numerusform>
            <numerusform>There are still %Ln contacts in it. Move or delete them first.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln contacts were changed since and stay as they are.</source>
        <translation>
            <numerusform>%Ln contact was changed since and stays as it is.</numerusform>
            <numerusform>%Ln contacts were changed since and stay as they are.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln contacts are different at the service from what was sent, and stay there.</source>
        <translation>
            <numerusform>%Ln contact is different at the service from what was sent, and stays there.</numerusform>
            <numerusform>%Ln contacts are different at the service from what was sent, and stay there.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln contacts were at the service before and stay there as they are.</source>
        <translation>
            <numerusform>%Ln contact was at the service before and stays there as it is.</numerusform>
            <numerusform>%Ln contacts were at the service before and stay there as they are.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>about %Ln minutes left</source>
        <translation>
            <numerusform>about %Ln minute left</numerusform>
            <numerusform>about %Ln minutes left</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>about %Ln minutes</source>
        <translation>
            <numerusform>about %Ln minute</numerusform>
            <numerusform>about %Ln minutes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln calls to the service</source>
        <translation>
            <numerusform>%Ln call to the service</numerusform>
            <numerusform>%Ln calls to the service</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln added</source>
        <translation>
            <numerusform>%Ln added</numerusform>
            <numerusform>%Ln added</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln already here</source>
        <translation>
            <numerusform>%Ln already here</numerusform>
            <numerusform>%Ln already here</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln not found</source>
        <translation>
            <numerusform>%Ln not found</numerusform>
            <numerusform>%Ln not found</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln failed</source>
        <translation>
            <numerusform>%Ln failed</numerusform>
            <numerusform>%Ln failed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln rows of the file</source>
        <translation>
            <numerusform>%Ln row of the file</numerusform>
            <numerusform>%Ln rows of the file</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln contacts added</source>
        <translation>
            <numerusform>%Ln contact added</numerusform>
            <numerusform>%Ln contacts added</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln contacts changed</source>
        <translation>
            <numerusform>%Ln contact changed</numerusform>
            <numerusform>%Ln contacts changed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln contacts moved</source>
        <translation>
            <numerusform>%Ln contact moved</numerusform>
            <numerusform>%Ln contacts moved</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln contacts deleted</source>
        <translation>
            <numerusform>%Ln contact deleted</numerusform>
            <numerusform>%Ln contacts deleted</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln new ones were there already by then.</source>
        <translation>
            <numerusform>%Ln new one was there already by then.</numerusform>
            <numerusform>%Ln new ones were there already by then.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln missing contacts move to the other address book.</source>
        <translation>
            <numerusform>%Ln missing contact moves to the other address book.</numerusform>
            <numerusform>%Ln missing contacts move to the other address book.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln missing contacts are deleted, here and at the SMS service. You can undo this; the service takes a contact that is brought back for a new one.</source>
        <translation>
            <numerusform>%Ln missing contact is deleted, here and at the SMS service. You can undo this; the service takes a contact that is brought back for a new one.</numerusform>
            <numerusform>%Ln missing contacts are deleted, here and at the SMS service. You can undo this; the service takes a contact that is brought back for a new one.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>last run %Ln days ago</source>
        <translation>
            <numerusform>last run yesterday</numerusform>
            <numerusform>last run %Ln days ago</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln contacts added or updated</source>
        <translation>
            <numerusform>%Ln contact added or updated</numerusform>
            <numerusform>%Ln contacts added or updated</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln contacts added to “{book}”</source>
        <translation>
            <numerusform>%Ln contact added to “{book}”</numerusform>
            <numerusform>%Ln contacts added to “{book}”</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln contacts added or updated in “{book}”</source>
        <translation>
            <numerusform>%Ln contact added or updated in “{book}”</numerusform>
            <numerusform>%Ln contacts added or updated in “{book}”</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Delete %Ln contacts?</source>
        <translation>
            <numerusform>Delete %Ln contact?</numerusform>
            <numerusform>Delete %Ln contacts?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The service has deleted %Ln of them already; they get new places there.</source>
        <translation>
            <numerusform>The service has deleted %Ln of them already; it gets a new place there.</numerusform>
            <numerusform>The service has deleted %Ln of them already; they get new places there.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Restore %Ln contacts?</source>
        <translation>
            <numerusform>Restore %Ln contact?</numerusform>
            <numerusform>Restore %Ln contacts?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln contacts are still to be deleted at the SMS service. They are erased after that.</source>
        <translation>
            <numerusform>%Ln contact is still to be deleted at the SMS service. It is erased after that.</numerusform>
            <numerusform>%Ln contacts are still to be deleted at the SMS service. They are erased after that.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln contacts deleted for good</source>
        <translation>
            <numerusform>%Ln contact deleted for good</numerusform>
            <numerusform>%Ln contacts deleted for good</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln of them are still to be deleted at the SMS service. They are erased after that.</source>
        <translation>
            <numerusform>%Ln of them is still to be deleted at the SMS service. It is erased after that.</numerusform>
            <numerusform>%Ln of them are still to be deleted at the SMS service. They are erased after that.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Erase %Ln deleted contacts?</source>
        <translation>
            <numerusform>Erase %Ln deleted contact?</numerusform>
            <numerusform>Erase %Ln deleted contacts?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln contacts come back under new IDs: they may have opted out.</source>
        <translation>
            <numerusform>%Ln contact comes back under a new ID: it may have opted out.</numerusform>
            <numerusform>%Ln contacts come back under new IDs: they may have opted out.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln others</source>
        <translation>
            <numerusform>%Ln other</numerusform>
            <numerusform>%Ln others</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{text}, %Ln selected</source>
        <translation>
            <numerusform>{text}, %Ln selected</numerusform>
            <numerusform>{text}, %Ln selected</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln cells copied</source>
        <translation>
            <numerusform>%Ln cell copied</numerusform>
            <numerusform>%Ln cells copied</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln contacts copied</source>
        <translation>
            <numerusform>%Ln contact copied</numerusform>
            <numerusform>%Ln contacts copied</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln phone numbers copied</source>
        <translation>
            <numerusform>%Ln phone number copied</numerusform>
            <numerusform>%Ln phone numbers copied</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln contacts are too many to copy; up to {most} can be. “Export…” writes them to a file.</source>
        <translation>
            <numerusform>%Ln contact is too much to copy; up to {most} can be. “Export…” writes it to a file.</numerusform>
            <numerusform>%Ln contacts are too many to copy; up to {most} can be. “Export…” writes them to a file.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln of these contacts were never read completely.</source>
        <translation>
            <numerusform>%Ln of these contacts was never read completely.</numerusform>
            <numerusform>%Ln of these contacts were never read completely.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Copying %Ln contacts…</source>
        <translation>
            <numerusform>Copying %Ln contact…</numerusform>
            <numerusform>Copying %Ln contacts…</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln contacts were not copied, because they were not read completely yet.</source>
        <translation>
            <numerusform>%Ln contact was not copied, because it was not read completely yet.</numerusform>
            <numerusform>%Ln contacts were not copied, because they were not read completely yet.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln numbers exported</source>
        <translation>
            <numerusform>%Ln number exported</numerusform>
            <numerusform>%Ln numbers exported</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln contacts exported</source>
        <translation>
            <numerusform>%Ln contact exported</numerusform>
            <numerusform>%Ln contacts exported</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln contacts could not be read; what is missing is marked.</source>
        <translation>
            <numerusform>%Ln contact could not be read; what is missing is marked.</numerusform>
            <numerusform>%Ln contacts could not be read; what is missing is marked.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln values look like spreadsheet errors, such as #N/A, and may be taken for such; an Excel workbook keeps them.</source>
        <translation>
            <numerusform>%Ln value looks like a spreadsheet error, such as #N/A, and may be taken for one; an Excel workbook keeps it.</numerusform>
            <numerusform>%Ln values look like spreadsheet errors, such as #N/A, and may be taken for such; an Excel workbook keeps them.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln numbers</source>
        <translation>
            <numerusform>%Ln number</numerusform>
            <numerusform>%Ln numbers</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln columns</source>
        <translation>
            <numerusform>%Ln column</numerusform>
            <numerusform>%Ln columns</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln fields</source>
        <translation>
            <numerusform>%Ln field</numerusform>
            <numerusform>%Ln fields</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln contacts have {fields} that SMS Book has not read from the service yet.</source>
        <translation>
            <numerusform>%Ln contact has {fields} that SMS Book has not read from the service yet.</numerusform>
            <numerusform>%Ln contacts have {fields} that SMS Book has not read from the service yet.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln rows look unusual, but may be right.</source>
        <translation>
            <numerusform>%Ln row looks unusual, but may be right.</numerusform>
            <numerusform>%Ln rows look unusual, but may be right.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln rows have a remark that should be read first: beside the number, in a name or a note.</source>
        <translation>
            <numerusform>%Ln row has a remark that should be read first: beside the number, in a name or a note.</numerusform>
            <numerusform>%Ln rows have a remark that should be read first: beside the number, in a name or a note.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln cells hold more than one number. Which one is to be used?</source>
        <translation>
            <numerusform>%Ln cell holds more than one number. Which one is to be used?</numerusform>
            <numerusform>%Ln cells hold more than one number. Which one is to be used?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln numbers can be read in two ways. Which one is right?</source>
        <translation>
            <numerusform>%Ln number can be read in two ways. Which one is right?</numerusform>
            <numerusform>%Ln numbers can be read in two ways. Which one is right?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln rows have a number that somebody of another name has already.</source>
        <translation>
            <numerusform>%Ln row has a number that somebody of another name has already.</numerusform>
            <numerusform>%Ln rows have a number that somebody of another name has already.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln contacts have a field here that was not read from the service yet. What was not read is left as it is.</source>
        <translation>
            <numerusform>%Ln contact has a field here that was not read from the service yet. What was not read is left as it is.</numerusform>
            <numerusform>%Ln contacts have a field here that was not read from the service yet. What was not read is left as it is.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln contacts are left out: {names}. {reason}</source>
        <translation>
            <numerusform>%Ln contact is left out: {names}. {reason}</numerusform>
            <numerusform>%Ln contacts are left out: {names}. {reason}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln of {total} contacts will change</source>
        <translation>
            <numerusform>%Ln of {total} contacts will change</numerusform>
            <numerusform>%Ln of {total} contacts will change</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{names} and %Ln more</source>
        <translation>
            <numerusform>{names} and %Ln more</numerusform>
            <numerusform>{names} and %Ln more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln contacts can be imported now. Bad rows can be put right first.</source>
        <translation>
            <numerusform>%Ln contact can be imported now. Bad rows can be put right first.</numerusform>
            <numerusform>%Ln contacts can be imported now. Bad rows can be put right first.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln contacts are ready: choose “Import”.</source>
        <translation>
            <numerusform>%Ln contact is ready: choose “Import”.</numerusform>
            <numerusform>%Ln contacts are ready: choose “Import”.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln new address books will be made</source>
        <translation>
            <numerusform>%Ln new address book will be made</numerusform>
            <numerusform>%Ln new address books will be made</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln numbers were deleted before, or the service dropped them: they may have opted out of your messages, and are left out.</source>
        <translation>
            <numerusform>%Ln number was deleted before, or the service dropped it: it may have opted out of your messages, and is left out.</numerusform>
            <numerusform>%Ln numbers were deleted before, or the service dropped them: they may have opted out of your messages, and are left out.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln rows are hidden in the sheet and are left out.</source>
        <translation>
            <numerusform>%Ln row is hidden in the sheet and is left out.</numerusform>
            <numerusform>%Ln rows are hidden in the sheet and are left out.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln rows are struck through in the sheet and are left out.</source>
        <translation>
            <numerusform>%Ln row is struck through in the sheet and is left out.</numerusform>
            <numerusform>%Ln rows are struck through in the sheet and are left out.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln rows are left out, because the file says that these people have opted out.</source>
        <translation>
            <numerusform>%Ln row is left out, because the file says that this person has opted out.</numerusform>
            <numerusform>%Ln rows are left out, because the file says that these people have opted out.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Remember these %Ln numbers as left out</source>
        <translation>
            <numerusform>Remember this number as left out</numerusform>
            <numerusform>Remember these %Ln numbers as left out</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Sending %Ln contacts</source>
        <translation>
            <numerusform>Sending %Ln contact</numerusform>
            <numerusform>Sending %Ln contacts</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln contacts were sent and stay.</source>
        <translation>
            <numerusform>%Ln contact was sent and stays.</numerusform>
            <numerusform>%Ln contacts were sent and stay.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The other %Ln are taken back: they do not go in, or stay as they were.</source>
        <translation>
            <numerusform>The last one is taken back.</numerusform>
            <numerusform>The other %Ln are taken back: they do not go in, or stay as they were.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln rows were saved</source>
        <translation>
            <numerusform>%Ln row was saved</numerusform>
            <numerusform>%Ln rows were saved</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln rows do less than the check showed, because their contacts were changed in the meantime.</source>
        <translation>
            <numerusform>%Ln row does less than the check showed, because its contact was changed in the meantime.</numerusform>
            <numerusform>%Ln rows do less than the check showed, because their contacts were changed in the meantime.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln contacts were taken back.</source>
        <translation>
            <numerusform>%Ln contact was taken back.</numerusform>
            <numerusform>%Ln contacts were taken back.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln numbers are left out.</source>
        <translation>
            <numerusform>%Ln number is left out.</numerusform>
            <numerusform>%Ln numbers are left out.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln numbers were saved</source>
        <translation>
            <numerusform>%Ln number was saved</numerusform>
            <numerusform>%Ln numbers were saved</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln numbers were added</source>
        <translation>
            <numerusform>%Ln number was added</numerusform>
            <numerusform>%Ln numbers were added</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln waiting</source>
        <translation>
            <numerusform>%Ln waiting</numerusform>
            <numerusform>%Ln waiting</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln not accepted</source>
        <translation>
            <numerusform>%Ln not accepted</numerusform>
            <numerusform>%Ln not accepted</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln already there</source>
        <translation>
            <numerusform>%Ln already there</numerusform>
            <numerusform>%Ln already there</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln left alone</source>
        <translation>
            <numerusform>%Ln left alone</numerusform>
            <numerusform>%Ln left alone</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln changes waiting.</source>
        <translation>
            <numerusform>%Ln change waiting.</numerusform>
            <numerusform>%Ln changes waiting.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln changes waiting</source>
        <translation>
            <numerusform>%Ln change waiting</numerusform>
            <numerusform>%Ln changes waiting</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln contacts selected</source>
        <translation>
            <numerusform>%Ln contact selected</numerusform>
            <numerusform>%Ln contacts selected</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Copy %Ln contacts to:</source>
        <translation>
            <numerusform>Copy %Ln contact to:</numerusform>
            <numerusform>Copy %Ln contacts to:</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Move %Ln contacts to:</source>
        <translation>
            <numerusform>Move %Ln contact to:</numerusform>
            <numerusform>Move %Ln contacts to:</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln numbers can be repaired:</source>
        <translation>
            <numerusform>%Ln number can be repaired:</numerusform>
            <numerusform>%Ln numbers can be repaired:</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln bad rows are left out; you can save them as a file afterwards.</source>
        <translation>
            <numerusform>%Ln bad row is left out; you can save it as a file afterwards.</numerusform>
            <numerusform>%Ln bad rows are left out; you can save them as a file afterwards.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Show %Ln empty columns</source>
        <translation>
            <numerusform>Show %Ln empty column</numerusform>
            <numerusform>Show %Ln empty columns</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln more columns are left out.</source>
        <translation>
            <numerusform>%Ln more column is left out.</numerusform>
            <numerusform>%Ln more columns are left out.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln things to know about this file:</source>
        <translation>
            <numerusform>%Ln thing to know about this file:</numerusform>
            <numerusform>%Ln things to know about this file:</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Only the first %Ln changes are shown.</source>
        <translation>
            <numerusform>Only the first change is shown.</numerusform>
            <numerusform>Only the first %Ln changes are shown.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln in Recently deleted: show</source>
        <translation>
            <numerusform>%Ln in Recently deleted: show</numerusform>
            <numerusform>%Ln in Recently deleted: show</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln in other address books: show</source>
        <translation>
            <numerusform>%Ln in other address books: show</numerusform>
            <numerusform>%Ln in other address books: show</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln in your address books: show</source>
        <translation>
            <numerusform>%Ln in your address books: show</numerusform>
            <numerusform>%Ln in your address books: show</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Contacts that you delete stay here for %Ln days and can be restored.</source>
        <translation>
            <numerusform>Contacts that you delete stay here for %Ln day and can be restored.</numerusform>
            <numerusform>Contacts that you delete stay here for %Ln days and can be restored.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln of them are still to be deleted at the SMS service.</source>
        <translation>
            <numerusform>%Ln of them is still to be deleted at the SMS service.</numerusform>
            <numerusform>%Ln of them are still to be deleted at the SMS service.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>lines {numbers}</source>
        <translation>
            <numerusform>line {numbers}</numerusform>
            <numerusform>lines {numbers}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln rows</source>
        <translation>
            <numerusform>%Ln row</numerusform>
            <numerusform>%Ln rows</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>the first %Ln rows</source>
        <translation>
            <numerusform>the first row</numerusform>
            <numerusform>the first %Ln rows</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>rows {numbers}</source>
        <translation>
            <numerusform>row {numbers}</numerusform>
            <numerusform>rows {numbers}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln of {of} are hidden in the sheet ({rows}).</source>
        <translation>
            <numerusform>%Ln of {of} is hidden in the sheet ({rows}).</numerusform>
            <numerusform>%Ln of {of} are hidden in the sheet ({rows}).</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln of {of} are struck through in the sheet ({rows}).</source>
        <translation>
            <numerusform>%Ln of {of} is struck through in the sheet ({rows}).</numerusform>
            <numerusform>%Ln of {of} are struck through in the sheet ({rows}).</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The columns {names} are hidden in the sheet.</source>
        <translation>
            <numerusform>The column {names} is hidden in the sheet.</numerusform>
            <numerusform>The columns {names} are hidden in the sheet.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln rows have more than one number. The best one is imported, the others are passed over; “A contact for each number” on the step “Columns” imports them too.</source>
        <translation>
            <numerusform>%Ln row has more than one number. The best one is imported, the others are passed over; “A contact for each number” on the step “Columns” imports them too.</numerusform>
            <numerusform>%Ln rows have more than one number. The best one is imported, the others are passed over; “A contact for each number” on the step “Columns” imports them too.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln numbers have no country code and were read by the country in the column {columns}: {codes}. If that is wrong, set this column to “Do not import” on the step “Columns”.</source>
        <translation>
            <numerusform>%Ln number has no country code and was read by the country in the column {columns}: {codes}. If that is wrong, set this column to “Do not import” on the step “Columns”.</numerusform>
            <numerusform>%Ln numbers have no country code and were read by the country in the column {columns}: {codes}. If that is wrong, set this column to “Do not import” on the step “Columns”.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln pages</source>
        <translation>
            <numerusform>%Ln page</numerusform>
            <numerusform>%Ln pages</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln selected contacts</source>
        <translation>
            <numerusform>%Ln selected contact</numerusform>
            <numerusform>%Ln selected contacts</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln contacts have fields that SMS Book has not read from the service yet. They are left blank on the labels.</source>
        <translation>
            <numerusform>%Ln contact has fields that SMS Book has not read from the service yet. They are left blank on the label.</numerusform>
            <numerusform>%Ln contacts have fields that SMS Book has not read from the service yet. They are left blank on the labels.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln contacts have fields that SMS Book has not read from the service yet. They are printed as “…”.</source>
        <translation>
            <numerusform>%Ln contact has fields that SMS Book has not read from the service yet. They are printed as “…”.</numerusform>
            <numerusform>%Ln contacts have fields that SMS Book has not read from the service yet. They are printed as “…”.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Name and company of each contact, on sheets of %Ln labels of {size}. Print at actual size, not fitted to the page.</source>
        <translation>
            <numerusform>Name and company of each contact, on sheets of %Ln label of {size}. Print at actual size, not fitted to the page.</numerusform>
            <numerusform>Name and company of each contact, on sheets of %Ln labels of {size}. Print at actual size, not fitted to the page.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln pages were sent to the printer.</source>
        <translation>
            <numerusform>%Ln page was sent to the printer.</numerusform>
            <numerusform>%Ln pages were sent to the printer.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln pages saved to “{file}”</source>
        <translation>
            <numerusform>%Ln page saved to “{file}”</numerusform>
            <numerusform>%Ln pages saved to “{file}”</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln contacts could not be checked: what you filter by was never read.</source>
        <translation>
            <numerusform>%Ln contact could not be checked: what you filter by was never read.</numerusform>
            <numerusform>%Ln contacts could not be checked: what you filter by was never read.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln of them are deleted, here and at the SMS service. You can undo this.</source>
        <translation>
            <numerusform>One of them is deleted, here and at the SMS service. You can undo this.</numerusform>
            <numerusform>%Ln of them are deleted, here and at the SMS service. You can undo this.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln groups were changed in the meantime and left alone.</source>
        <translation>
            <numerusform>%Ln group was changed in the meantime and left alone.</numerusform>
            <numerusform>%Ln groups were changed in the meantime and left alone.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln groups</source>
        <translation>
            <numerusform>%Ln group</numerusform>
            <numerusform>%Ln groups</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln contacts were not compared: their name or number was not read yet.</source>
        <translation>
            <numerusform>%Ln contact was not compared: its name or number was not read yet.</numerusform>
            <numerusform>%Ln contacts were not compared: their name or number was not read yet.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln contacts that need attention were not compared.</source>
        <translation>
            <numerusform>%Ln contact that needs attention was not compared.</numerusform>
            <numerusform>%Ln contacts that need attention were not compared.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln names and numbers that very many contacts share are not listed.</source>
        <translation>
            <numerusform>%Ln name or number that very many contacts share is not listed.</numerusform>
            <numerusform>%Ln names and numbers that very many contacts share are not listed.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln of these need attention, so they cannot be merged before that is done.</source>
        <translation>
            <numerusform>%Ln of these needs attention, so they cannot be merged before that is done.</numerusform>
            <numerusform>%Ln of these need attention, so they cannot be merged before that is done.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln contacts were compared.</source>
        <translation>
            <numerusform>%Ln contact was compared.</numerusform>
            <numerusform>%Ln contacts were compared.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{place}: %Ln things to look at</source>
        <translation>
            <numerusform>{place}: %Ln thing to look at</numerusform>
            <numerusform>{place}: %Ln things to look at</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Edited %Ln contacts</source>
        <translation>
            <numerusform>Edited %Ln contact</numerusform>
            <numerusform>Edited %Ln contacts</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln contacts could not be read.</source>
        <translation>
            <numerusform>%Ln contact could not be read.</numerusform>
            <numerusform>%Ln contacts could not be read.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Move %Ln contacts here</source>
        <translation>
            <numerusform>Move %Ln contact here</numerusform>
            <numerusform>Move %Ln contacts here</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Copied %Ln contacts</source>
        <translation>
            <numerusform>Copied %Ln contact</numerusform>
            <numerusform>Copied %Ln contacts</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln columns were copied, but from “{column}” on there are only {count}. Begin at an earlier column.</source>
        <translation>
            <numerusform>%Ln column was copied, but from “{column}” on there are only {count}. Begin at an earlier column.</numerusform>
            <numerusform>%Ln columns were copied, but from “{column}” on there are only {count}. Begin at an earlier column.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln address books are not here: {names}. Contacts that were to go there stay where they are.</source>
        <translation>
            <numerusform>%Ln address book is not here: {names}. Contacts that were to go there stay where they are.</numerusform>
            <numerusform>%Ln address books are not here: {names}. Contacts that were to go there stay where they are.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln rows reach below the last contact: they are offered as new contacts afterwards.</source>
        <translation>
            <numerusform>%Ln row reaches below the last contact: it is offered as a new contact afterwards.</numerusform>
            <numerusform>%Ln rows reach below the last contact: they are offered as new contacts afterwards.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln contacts have fields that were never read from the service, which count as no difference until they are.</source>
        <translation>
            <numerusform>%Ln contact has fields that were never read from the service, which count as no difference until they are.</numerusform>
            <numerusform>%Ln contacts have fields that were never read from the service, which count as no difference until they are.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln contacts cannot be compared: what they are compared by was never read.</source>
        <translation>
            <numerusform>%Ln contact cannot be compared: what it is compared by was never read.</numerusform>
            <numerusform>%Ln contacts cannot be compared: what they are compared by was never read.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln rows and contacts are not clear: several look the same, or have nothing to compare. They are left alone; another choice of “Compare by” may help.</source>
        <translation>
            <numerusform>%Ln row or contact is not clear: several look the same, or it has nothing to compare. It is left alone; another choice of “Compare by” may help.</numerusform>
            <numerusform>%Ln rows and contacts are not clear: several look the same, or have nothing to compare. They are left alone; another choice of “Compare by” may help.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln bad numbers can be repaired.</source>
        <translation>
            <numerusform>%Ln bad number can be repaired.</numerusform>
            <numerusform>%Ln bad numbers can be repaired.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Delete the %Ln missing contacts that are ticked?</source>
        <translation>
            <numerusform>Delete the missing contact that is ticked?</numerusform>
            <numerusform>Delete the %Ln missing contacts that are ticked?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln contacts will be as they are in the backup. You can undo that.</source>
        <translation>
            <numerusform>%Ln contact will be as it is in the backup. You can undo that.</numerusform>
            <numerusform>%Ln contacts will be as they are in the backup. You can undo that.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Delete %Ln contacts that are new since the backup?</source>
        <translation>
            <numerusform>Delete %Ln contact that is new since the backup?</numerusform>
            <numerusform>Delete %Ln contacts that are new since the backup?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln contacts restored from a backup</source>
        <translation>
            <numerusform>%Ln contact restored from a backup</numerusform>
            <numerusform>%Ln contacts restored from a backup</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln contacts restored from the backup of {when}</source>
        <translation>
            <numerusform>%Ln contact restored from the backup of {when}</numerusform>
            <numerusform>%Ln contacts restored from the backup of {when}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln days</source>
        <translation>
            <numerusform>%Ln day</numerusform>
            <numerusform>%Ln days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Only the first %Ln contacts are shown.</source>
        <translation>
            <numerusform>Only the first %Ln contact is shown.</numerusform>
            <numerusform>Only the first %Ln contacts are shown.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln contacts come back</source>
        <translation>
            <numerusform>%Ln contact comes back</numerusform>
            <numerusform>%Ln contacts come back</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln contacts will be deleted</source>
        <translation>
            <numerusform>%Ln contact will be deleted</numerusform>
            <numerusform>%Ln contacts will be deleted</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln contacts will change</source>
        <translation>
            <numerusform>%Ln contact will change</numerusform>
            <numerusform>%Ln contacts will change</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln of them are deleted now and come back.</source>
        <translation>
            <numerusform>%Ln of them is deleted now and comes back.</numerusform>
            <numerusform>%Ln of them are deleted now and come back.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln contacts go to Recently deleted.</source>
        <translation>
            <numerusform>%Ln contact goes to Recently deleted.</numerusform>
            <numerusform>%Ln contacts go to Recently deleted.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln contacts are deleted again.</source>
        <translation>
            <numerusform>%Ln contact is deleted again.</numerusform>
            <numerusform>%Ln contacts are deleted again.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln of them were not sent to the service yet: that is just cancelled.</source>
        <translation>
            <numerusform>%Ln of them was not sent to the service yet: that is just cancelled.</numerusform>
            <numerusform>%Ln of them were not sent to the service yet: that is just cancelled.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln contacts were deleted since and stay so.</source>
        <translation>
            <numerusform>%Ln contact was deleted since and stays so.</numerusform>
            <numerusform>%Ln contacts were deleted since and stay so.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The earlier value of %Ln contacts was never read, so it cannot be brought back.</source>
        <translation>
            <numerusform>The earlier value of %Ln contact was never read, so it cannot be brought back.</numerusform>
            <numerusform>The earlier value of %Ln contacts was never read, so it cannot be brought back.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln contacts stay where they are: their old address book is gone.</source>
        <translation>
            <numerusform>%Ln contact stays where it is: its old address book is gone.</numerusform>
            <numerusform>%Ln contacts stay where they are: their old address book is gone.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln contacts were deleted for good and cannot come back.</source>
        <translation>
            <numerusform>%Ln contact was deleted for good and cannot come back.</numerusform>
            <numerusform>%Ln contacts were deleted for good and cannot come back.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln fields were different at the end of {day}</source>
        <translation>
            <numerusform>%Ln field was different at the end of {day}</numerusform>
            <numerusform>%Ln fields were different at the end of {day}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln changes exported to “{file}”</source>
        <translation>
            <numerusform>%Ln change exported to “{file}”</numerusform>
            <numerusform>%Ln changes exported to “{file}”</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Exporting… %Ln changes</source>
        <translation>
            <numerusform>Exporting… %Ln change</numerusform>
            <numerusform>Exporting… %Ln changes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln contacts in “{book}”</source>
        <translation>
            <numerusform>%Ln contact in “{book}”</numerusform>
            <numerusform>%Ln contacts in “{book}”</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln address books</source>
        <translation>
            <numerusform>%Ln address book</numerusform>
            <numerusform>%Ln address books</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln contacts in {books}</source>
        <translation>
            <numerusform>%Ln contact in {books}</numerusform>
            <numerusform>%Ln contacts in {books}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln entries found. What is not ticked may be somebody else.</source>
        <translation>
            <numerusform>%Ln entry found. What is not ticked may be somebody else.</numerusform>
            <numerusform>%Ln entries found. What is not ticked may be somebody else.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln contacts are deleted at the SMS service first, by themselves.</source>
        <translation>
            <numerusform>%Ln contact is deleted at the SMS service first, by itself.</numerusform>
            <numerusform>%Ln contacts are deleted at the SMS service first, by themselves.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Erase %Ln entries on {who}?</source>
        <translation>
            <numerusform>Erase %Ln entry on {who}?</numerusform>
            <numerusform>Erase %Ln entries on {who}?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln contacts wait to be deleted at the SMS service. They are erased after that, by themselves.</source>
        <translation>
            <numerusform>%Ln contact waits to be deleted at the SMS service. It is erased after that, by itself.</numerusform>
            <numerusform>%Ln contacts wait to be deleted at the SMS service. They are erased after that, by themselves.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln filters by address book or import are left out: they mean nothing to others. The file may show more than you see here.</source>
        <translation>
            <numerusform>%Ln filter by address book or import is left out: it means nothing to others. The file may show more than you see here.</numerusform>
            <numerusform>%Ln filters by address book or import are left out: they mean nothing to others. The file may show more than you see here.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln contacts are no longer at the SMS service</source>
        <translation>
            <numerusform>%Ln contact is no longer at the SMS service</numerusform>
            <numerusform>%Ln contacts are no longer at the SMS service</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln to try</source>
        <translation>
            <numerusform>%Ln to try</numerusform>
            <numerusform>%Ln to try</numerusform>
        </translation>
    </message>
</context>
</TS>
