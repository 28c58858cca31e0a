<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="--help" sourcelanguage="en">
<context>
    <name></name>
    <message>
        <source>The file cannot be read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The security certificate there is of an outdated kind that is no longer accepted. Please ask your IT support or the SMS service to renew it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The proxy of this network did not let SMS Book through.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This API URL starts with http://, so your contacts would travel unprotected.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use the address that starts with https://.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The API URL is empty.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An API URL has no spaces or backslashes in it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An API URL starts with https://, and this one starts with something else.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This API URL has a user name or password in it (the part before “@”).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Leave that part out; the access token has its own field.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This looks like the address of a web page, not an API URL: it has “?” or “#” in it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The name of the server in this API URL is not a valid one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The IPv6 address in this API URL is not a valid one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The port (the number after “:”) in this API URL is not a valid one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The part after the server&apos;s name in this API URL is not valid.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The contacts of “{name}” are not open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>They may be a copy of others. Nothing is sent before you have said what they are.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Say what they are…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Are these contacts a copy?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is a backup or a second copy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is my only copy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SMS Book last worked with these contacts on another computer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SMS Book last worked with these contacts in another folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>These contacts are older than those that SMS Book last worked with in this folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SMS Book cannot tell whether these are the contacts that it last worked with.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%Ln new contacts and address books in them were not sent yet. If another copy of the folder has sent them since, they would be at the service twice. Nothing was sent so far.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>A backup that was put back, or a copy that is used elsewhere too: SMS Book first looks for them at the service. What it does not find there it asks you about under Needs attention.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>My only copy, moved here for example: everything goes on as before.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A part of what was saved last is missing. SMS Book can put it back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file with them is damaged. SMS Book can save what can be read of it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Repair…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Is this the same account?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enter token…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add as new account…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is the same account</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The folder is gone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save everything again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Later</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing can be saved.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close and lose it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is in the memory of SMS Book only is lost when it closes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It was moved, renamed or deleted, or its drive was disconnected. Nothing is sent, and nothing new can be saved. What was saved before is kept as long as SMS Book stays open.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put the folder back or connect the drive, and SMS Book goes on. If that cannot be done, it can save everything there again; unfinished imports have to be begun anew.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The folder was:
{path}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You will be asked for the API URL and the access token before anything is sent.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Contacts found</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>The data folder has the contacts of %Ln accounts that are missing in the list of accounts. The settings of SMS Book were lost, perhaps.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Bring back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not now</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%Ln contacts</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>“{name}”: {contacts}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%Ln of them with changes that were not sent yet</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>“{name}”: {contacts}, {unsent}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The password store of this computer waits for you.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is nowhere to write the result.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name a file for it: --output FILE.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is a folder of this name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose another name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The result would take the place of the file that is checked.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SMS Book met a problem</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SMS Book met a problem that it did not expect.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What was saved before is safe on this computer. Look whether what you did last is there, and do it again if it is not. If something looks wrong, close SMS Book and start it again. Please tell your IT support, with the details below: they hold no names, numbers or tokens.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SMS Book is already running with these contacts, but it does not answer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was changed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close the other window (or end the program) and start SMS Book again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SMS Book may already be open with these contacts, on another computer perhaps.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>If it is open anywhere else, close it there first: two copies at work on one folder can damage it. If you are sure that it is not, start it here anyway.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another SMS Book is running with this data folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SMS Book could not start because of a problem that it did not expect.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start it again. If that does not help, tell your IT support; the log has the details.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start anyway</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SMS Book {version} is there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is new</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open download page</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You have version {version}. SMS Book never installs anything by itself.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New version</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SMS Book {version} is there</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Practice</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Opening the contacts of “{name}”</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>After an update this may take a minute or two where there are very many contacts. Nothing is lost if the window is closed meanwhile.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{what} Your changes are kept and wait.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The text would be too long.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your contacts cannot be saved because the disk is full.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is a file with the name “{name}” where SMS Book needs a folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is a folder where SMS Book needs a file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Something went wrong.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your data is safe on this computer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Please try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The SMS service cannot be reached.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was sent. Your changes are kept on this computer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SMS Book tries again by itself. Check the internet connection if this lasts.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The connection to the SMS service is not secure, so SMS Book stopped.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the date and time of this computer and the API URL. If they are right, ask your IT support or the SMS service: its security certificate is not accepted.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The SMS service did not give a clear answer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The change may or may not have arrived.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SMS Book checks before it sends anything again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The SMS service is not answering.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your changes are kept on this computer and wait.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SMS Book tries again by itself. Ask the service&apos;s support if this lasts.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The SMS service asks for a pause because too many requests came in.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your changes are kept and wait.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SMS Book carries on by itself.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The SMS service did not accept the access token.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was changed. Your changes are kept on this computer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy the token again from Service Settings &gt; Generate API Key in the service&apos;s web portal. A token of the service&apos;s other API (the one sent without “Bearer”) does not work here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Something between this computer and the SMS service answered in its place.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open a web page in your browser: the network may want you to sign in first. If not, check the API URL or ask your IT support about the proxy.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no SMS service at this API URL.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy the API URL again from Account Settings in the service&apos;s web portal.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This account does not offer lists of address books.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Everything else works.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add address books by their ID, and contacts with “Add existing by ID…”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The SMS service did not accept this.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your values are kept on this computer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Correct them and save again, or discard the change.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The SMS service said: {words}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This contact is no longer on the SMS service.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your changes are kept on this computer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Somebody deleted it there, or the person opted out. Create it again only if you know that the person wants your messages.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The SMS service has this contact already.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was changed there. What you typed is kept on this computer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take your values into it, keep it as it is, or send yours again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The SMS service answered with an address book that was there before.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was changed there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Send it again under another name, or discard it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This contact was never read completely, and the service does not let it be read now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is not deleted there yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>If you send it again, it is deleted all the same, and Undo cannot bring back what was never read. Discard keeps the contact.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The SMS service said: {words}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{message} {said} {remedy}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{message} {remedy}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This address book is no longer on the SMS service.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Somebody deleted it there. Send it again to make it anew, or discard it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>On the SMS service there are still contacts in this address book.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It was not deleted there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep it and look what is in it, or try again once it is empty there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This account is signed out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enter the access token to go on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is not an API URL that SMS Book can use.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It starts with https:// and stands in the service&apos;s portal under Account Settings.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The access token was not stored. Your contacts are not affected.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You can use the token for this session only.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This computer has no password store that SMS Book trusts.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The password store of this computer is locked.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unlock it and try again, or use the token for this session only.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The password store of this computer did not take the access token.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This access token is longer than the password store of this computer allows.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check that only the token was pasted. If it really is that long, you can use it for this session only.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>These contacts were last opened by a newer version of SMS Book.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Install the newest version of SMS Book and start it again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file with your contacts is damaged.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SMS Book left it as it is.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start SMS Book again: it then offers to save what can be read. If you have a backup of the folder, your IT support can put that in its place.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What was saved last is missing in the file with your contacts.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What can be read of the damaged file could not be saved.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The damaged file is where it was, and nothing was changed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make sure that there is room on the disk for the file twice over and that no other program has it open, then start SMS Book again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file with your contacts was damaged, so SMS Book cannot tell whether this was sent.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What was typed is kept on this computer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look it up at the service, then send it again or discard it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file with your contacts cannot be used at the moment.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What was saved before is safe. The last change was not saved.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your changes are kept on this computer, and nothing is sent meanwhile.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{cure} SMS Book carries on by itself.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another program is using the file with your contacts.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Virus scanners and backup programs do this for a short while. Wait a moment, then try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Free some space.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your contacts cannot be saved because the disk is full or write-protected.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Free some space, then save again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>These contacts may be a copy of others that SMS Book works with.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was sent.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open them in the window of SMS Book: it asks what they are.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This waited in a copy of the folder, so the original may have sent it already.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SMS Book cannot use the folder with its data.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What was saved before is safe. Nothing more can be saved there now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try again. If that does not help, show the details to your IT support.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask for permission to change the folder and the files in it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SMS Book may not write to the folder with its data.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask for permission to change this folder and the files in it, then try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove the protection.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The disk with the data of SMS Book is write-protected.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove the protection, or choose another folder, then try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A file lies where SMS Book needs a folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move that file to another place, or rename it, then try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Connect the drive or the network folder again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The folder with the data of SMS Book is not there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>If it lies on another drive or in the network, connect that first. If it was moved or renamed, put it back. Then try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put the folder back, or connect its drive again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The folder with your contacts is no longer where it was.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing can be saved there now, and nothing is sent. What was saved before is kept as long as SMS Book stays open.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put the folder back, or connect its drive again. Do not close SMS Book before everything is saved again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another program is using the files of SMS Book.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close that program (a backup or a virus scanner, perhaps), then try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the drive and its cable, or the network.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The disk with the data of SMS Book reports errors.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What was saved last may be lost.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the drive and its cable, or the network. Make a copy of the folder as long as it can be read, and ask your IT support.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is nothing to undo.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was saved yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This token or API URL belongs to another account.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was sent. The contacts of this account are as they were.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add it as a new account, or enter the token of this account.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SMS Book cannot tell whether the new token or API URL belongs to this account.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Confirm that it does, or add it as a new account.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The printer did not take the pages.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>They may not have been printed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check that it is switched on and connected, or choose another one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This file cannot be used.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was imported.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose another file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The spreadsheet has an error here instead of a number. Put the number in, or correct the formula there and import the list again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This row has more cells than there are columns, so its values may stand in the wrong ones. If they are right, keep it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This row is hidden in the sheet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This row is struck through in the sheet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file says that this person has opted out of messages.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is not clear whether this person wants messages. If the person does, keep it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Something in this row says that this person must not be texted. Read it. If that is no longer true, keep it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the 0 at the start</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the country code</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a spreadsheet&apos;s separators</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>text beside the number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>unusual characters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>one number of several</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>one of two readings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A phone number is needed here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A spreadsheet has rounded this number: its digits are gone and cannot be recovered. Look the number up and type it again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The 0 at the start is missing, as spreadsheets often drop it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The country code is written in an unusual way.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A spreadsheet wrote this number as an amount, with separators or decimals.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is other text beside the number.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There are unusual or invisible characters in this number.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A text message cannot be addressed to an extension. You can keep it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Somebody wrote something beside this number. Read it: perhaps the number must not be used. If it is right, keep it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Somebody wrote beside this number that it must not be used. If that is no longer true, type the number alone; otherwise you may leave it out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is said to be a fax number: it cannot receive text messages. Put a mobile here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This can be two different numbers: with a + before the country code, or with the 0 that a spreadsheet may have dropped. Choose the one that is right, or keep it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There are no digits in this. If it is what you want to store, keep it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There are letters or signs in this number that SMS Book cannot read. If they belong to it, keep it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This looks like more than one number. A contact has one phone number; put the other one in a custom field.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The area code may be missing. Without it the message may not arrive.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is short for a phone number. If it is a short code, keep it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Digits may be missing. If the number is right, keep it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There may be too many digits. If the number is right, keep it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>If this is a number in another country, put a + before its country code.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SMS Book does not know numbers that begin like this. If the number is right, keep it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is a landline number: it may not receive text messages.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is a service number: it may not receive text messages.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a bracket is not closed: ) is missing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>there is a ) too many; write \) for the sign itself</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a set is not closed: ] is missing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>there is nothing to repeat; write \ before * + ? for the sign</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>something is repeated twice; write \ before * + ? for the sign</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>there is nothing after the last \</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a range in a set runs backwards</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a repeat has more at least than at most</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This regular expression is too long or too deep.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is no regular expression: {reason}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is no regular expression: see character {place}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>${number} stands for brackets, and there are none in “Find”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>${number} stands for the brackets of that number; “Find” has fewer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Some characters cannot be read and show as “�” ({lines}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Zero bytes were left out; the rest was kept ({lines}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is beyond 16 million characters was left out ({lines}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A stray quotation mark was read as ordinary text ({lines}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A card has no end; it was read up to the next one ({lines}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Groups of contacts are no contacts and were left out ({lines}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What stands outside of cards was left out ({lines}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Further entries of a card were left out ({lines}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Errors of the spreadsheet, such as #N/A, count as blank cells ({lines}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Merged cells: their value was read in every row that they stand in ({lines}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file ends within the table; rows may be missing below ({lines}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>lines {numbers} and more</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>lines {numbers}</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>This file is not there any more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check that it was not moved or renamed, and that its drive is connected.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is a folder, not a file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a file in it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This file may not be read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>If it is open in another program, close it there. Otherwise ask whoever it belongs to for the permission.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file stopped being readable.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>If it lies on a network drive or a USB stick, check the connection, or copy it to this computer, and try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This file is damaged: a part of it is missing or unreadable.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open it in the program that made it and save it again, or download it again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is {name}, not a list of contacts.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This sheet has more than 50 million cells.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete what is no contact in it, save it, and import that.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This file has no such sheet any more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open it again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This workbook is protected with a password.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open it in the program it was made with, save it without the password, and import that.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%Ln rows</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>the first %Ln rows</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>rows {numbers} and more</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>rows {numbers}</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln of {of} are hidden in the sheet ({rows}).</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln of {of} are struck through in the sheet ({rows}).</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>This file is protected with a password.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unpack it, or save it without the password, and import that.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This file would unpack to far more than a list of contacts can be.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It may be made to do harm. Ask whoever sent it for the list as CSV.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open it in the program that made it, save it as CSV or Excel (.xlsx), and import that.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export the contacts as CSV or vCard in the program they come from, and import that.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy the table in it and paste it into SMS Book.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unpack it and import the list inside.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save what comes from it to a file, and import that.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose the file with the list of contacts.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a PDF document</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a sound or video file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>an Access database</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>an Outlook data file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a database</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a compressed archive</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a text document (RTF)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a program</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>an XML file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a calendar</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a JSON file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>an LDIF file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export the address book as CSV or vCard instead, and import that.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a web page packed like a mail (MHTML)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open it in Excel and save it as .xlsx, and import that.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>an e-mail message</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save the list that is attached to it, and import that.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a device or a pipe</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This file is empty.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export the list again, or choose another file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This file holds nothing but white space.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no text and no spreadsheet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a Word document</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a presentation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>an Outlook message</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save the list that is attached to it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a Numbers or Pages document</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In Numbers, choose File, Export To, CSV or Excel, and import that.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>an OpenDocument file, but no spreadsheet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a ZIP archive</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There are no rows in what was copied.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy the rows in Excel or on the web page again, then paste.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This file holds no rows.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose another sheet or file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{names} and others</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>The columns {names} are hidden in the sheet.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>This page has no table when it is read in this encoding.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose another encoding.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a web page, whatever its name says</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open it in Excel and save it as .xlsx, or copy the table in the browser and paste it into SMS Book.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This web page is larger than {size} MB.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This computer did not let SMS Book read an old kind of workbook.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save it as .xlsx or CSV in Excel, and import that.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rows that are hidden or struck through cannot be told from the others in this old kind of workbook. If it has any, save it as .xlsx and import that.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This workbook has no sheet with cells.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The list was found on the sheet “{sheet}”; {before} before it looks less like one. On the step “File” you can choose another sheet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A contact holds a text that is longer than the {longest} characters of an Excel cell.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export the contacts as CSV for other programs, or as vCards, which have no such limit.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{encoding} cannot hold these characters: {characters}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose UTF-8 as the encoding, which holds every character.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was written. A file that was there before is as it was.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no room left for this file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Free some space, or choose another drive, and try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The folder is not there any more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check that its drive is connected, or choose another folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This file may not be written.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>If it is open in Excel or another program, close it there and try again. Otherwise choose another name or folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file could not be written.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>If it is to lie on a network drive or a USB stick, check the connection, or choose a folder of this computer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An Excel sheet holds no more than {most} contacts.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export one address book at a time, or as CSV for other programs.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The contacts of this account could not be deleted from this computer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The account is still in the list.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close other programs that may have its files open, then remove it again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The account needs a name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is already an account with this name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The access token is missing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is not an access token: it has characters in it that no token has.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The settings of SMS Book cannot be saved on this computer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An address book with this ID is already here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This address book still has contacts in it. Move them first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This ID belongs to the address book “{name}” here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>On the service this address book still has contacts. Sync, then move them first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An address book needs a name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is already an address book with this name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Edited %Ln contacts</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>New contact</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Contact edited</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Conflict settled</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sent again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This ID belongs to another contact that was here before.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Changes discarded</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No column holds names, so the contacts will have none.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This file has no sheet of that name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name one of its sheets as the file has it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There are no rows below the header.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No column of this file is known to hold phone numbers.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give it a heading such as “Mobile”, or choose it in the import window.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%Ln rows have more than one number. The best one is imported, the others are passed over; “A contact for each number” on the step “Columns” imports them too.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>The file is no longer there, or cannot be read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This address book is no longer there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose another one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The address book is no longer there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose the address book that the contacts go to.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no column of phone numbers in this file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was added.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This import is no longer being prepared.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A change to this address book is on its way. Try again in a moment.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This contact is there already and is left as it is.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This contact is there already, and nothing would change.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Several contacts have this number. The one with the same name is updated, or else the oldest.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is one of the numbers left out: its contact was deleted here or dropped by the service, or a list said so. The person may have opted out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another row of the file says that this number has opted out of messages.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This row names no address book. Enter one in its cell, or choose one for such rows on the step “Columns”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This contact was changed in SMS Book since the check and is left as it is.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} has this number already.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Row {row} of the file has this number under another name: {name}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} has this number, and gets the name and values of this row.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} has this number, too.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Row {row} of the file is the same contact.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The import cannot go on because the disk is full or write-protected.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>None of its rows was imported. Your contacts are as they were.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Free some space, then try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The name and the ID of this address book could not be read any more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This address book is settled already.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There are contacts in this address book. Move or delete them first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sign out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sign out of “{name}”?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This computer forgets the access token: to connect again you need it, or a new one. Contacts and changes that were not sent yet stay here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove account</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove “{name}” from this computer?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The access token of “{name}” could not be deleted.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove account anyway</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>If you remove the account anyway, the token stays in that store.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Signed out of “{name}”. Choose “Replace token…” to connect it again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sample contacts on this computer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The sample contacts and everything you did with them are deleted.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its contacts, their history and the access token are deleted from this computer. What the SMS service has stays there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Changes that were not sent to the service yet are lost for good.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%Ln changes were not sent to the service yet and are lost for good.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Check the API URL and the internet connection, then connect again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wait a minute, then connect again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Connect again in a moment. If this stays so, check the API URL.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Damaged contacts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save what can be read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start anew from the service</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SMS Book starts anew with what the service lists.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SMS Book can save what can be read of it: contacts, changes that were not sent yet, and the history. Contacts that cannot be read come back by themselves if the service lists them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The computer or SMS Book ended unexpectedly, and a part of what was saved just before is not there any more. SMS Book can put it back as far as its second note of unsent contacts tells. Nothing is sent twice.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>If you start anew, only what the service lists comes back. Changes that were not sent yet, deleted contacts and the history stay in the damaged file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Either way the damaged file is kept, and nothing is deleted at the service.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No contacts could be read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%Ln contacts were saved.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln of them have changes that the service does not have yet.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Nobody can tell how many contacts are missing. Those that the service lists come back by themselves. Changes that were not sent yet may be lost.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%Ln contacts could not be read. Those that the service lists come back by themselves.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The unsent changes of %Ln contacts could not be read. Please make them again.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>What was done last could not be read. New contacts that may have been sent already are under Needs attention.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Parts of the history are missing as well.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Everything could be read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>and %Ln more</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln contacts that were saved last were missing and were put back:</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>If you deleted or changed many contacts at once shortly before, look whether that is there, and do it again if it is not.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unfinished imports do not go on by themselves, because contacts are missing here. Import those lists again when the service&apos;s contacts are back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The damaged file is kept as:
{path}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>National, for example 0400000000</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>International, for example +61400000000</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As typed, for example 0400 000 000</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>National, as dialled inside the country</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>International, with + and the country code</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As typed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Custom {number}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The ID is a number. It stands in the service&apos;s web portal.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SMS Book was ended before the service answered.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not accepted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unsure</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Conflict</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No longer there</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Already there</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%Ln contacts need attention</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>The service did not accept this</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nobody knows whether this arrived</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Changed here and at the service</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No longer at the service</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The service had this contact already</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look it up in the service&apos;s web portal if you can. If you send again what a copy of the folder has sent, it is there twice.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What was typed is kept on this computer. Correct it and save, send it again as it is, or discard the change.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>They were sent, but the answers were lost on the way, so the contacts may exist at the service already. What you send again may be there twice.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It was sent, but the answer was lost on the way, so the contact may exist at the service already. If you send it again, it may be there twice. If you can, look it up in the service&apos;s web portal first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Somebody changed the same fields at the service. Nothing is overwritten until you choose.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You changed it here, and meanwhile it was deleted there. The person may have opted out of your messages: create it again only if you know that they are wanted.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The service did not make these anew: it answered with contacts that it had before. Nothing was changed there. You can take what you typed into them (blank fields erase nothing), keep them as they are, or send yours again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The service did not make it anew: it answered with a contact that it had before. Nothing was changed there. You can take what you typed into it (blank fields erase nothing), keep it as it is, or send yours again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>{text} (%Ln times)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>… and %Ln other messages</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Sent {time}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This service does not list its contacts, so only you can look.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The address books show what may be it:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The address books were listed {time}, and nothing like it was there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The address books have not been listed since.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{who}, in “{book}”, ID {id}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ID {id}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It was deleted here, and the service has it still or again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The same on both sides: {fields}</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Send all %Ln again</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Discard all %Ln</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Create all %Ln again</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Keep all mine</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep all theirs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is this one</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Take the %Ln matches</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Take all %Ln into them</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Keep all %Ln as they are</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Send %Ln contacts again?</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Those that did arrive will be at the service twice.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Create %Ln contacts again?</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>They get new IDs. Somebody deleted them at the service, or the people opted out of your messages: go on only if you know that they want them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Discard the unsent changes of %Ln contacts?</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>What was typed here is given up, and what the service has stays.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Keep your values in %Ln contacts?</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Keep the service&apos;s values in %Ln contacts?</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>They are sent, and what others typed in the same fields is overwritten.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What was typed here in the same fields is given up. You can undo this.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>If the service takes them as new ones now, they will be there twice.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Take your values into %Ln contacts at the service?</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Each is read first. Your values are sent where they differ, and blank ones erase nothing. Where somebody else changed the same field, you are asked. You can undo this.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Keep %Ln contacts as the service has them?</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Your new ones go to Recently deleted, and nothing is sent. You can undo this.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{what} {count}</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>There are still %Ln contacts in it. Move or delete them first.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Enter the ID that the address book has in the service&apos;s web portal.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unsure whether it exists</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not deleted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looking at the service…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This service does not list its address books: only you can look.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SMS Book could not look there now. {why}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The service has these address books that are not here:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The service lists no address book that is not here already.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{name}”, ID {id}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sent {time}. </source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The service did not accept the new address book</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The service did not accept the new name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The service did not delete this address book</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Contacts in it are kept here and wait. Rename it, send it again, or say which one it is if the service has it already.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rename it, send the name again, or go back to the name that it has there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Send it again, or keep the address book.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It was sent, but the answer was lost on the way, so the address book may exist already. If you send it again, it may be there twice. Contacts in it are kept here and wait.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nobody knows whether the new address book arrived</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Somebody deleted this address book on the service</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All contacts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Needs attention</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recently deleted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This regular expression takes too long. Make it simpler.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%Ln contacts could not be read.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Address book</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>blank</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Contact</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Field</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Before</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>After</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looking at the contacts: {done} of {total}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type the new value.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type the text to add.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type what to find.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose an address book.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%Ln contacts have a field here that was not read from the service yet. What was not read is left as it is.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>less than a minute</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>about %Ln minutes</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Read them first ({time})</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%Ln contacts are left out: {names}. {reason}</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Changing the contacts…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{done} of {total}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading from the service: {done}, {time}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing would change.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This contact will change</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%Ln of {total} contacts will change</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>{text}; the first {shown} are shown</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>{names} and %Ln more</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Set to</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clear</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Find and replace</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change upper and lower case</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change how numbers are written</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Split a full name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Join first and last name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move to address book</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As names: Maria de la Cruz, McDonald</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>UPPER CASE</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>lower case</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>National, as dialled here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>International, with + and country code</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>With spaces, to be read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looking through {place}…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{place}: nothing odd was found.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>{place}: %Ln things to look at</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>As in lists from old programs.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Often a sign that a list was read with the wrong characters.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Numbers that are not surely right</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Messages to them may go nowhere, or to somebody else.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>They get no messages.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Landlines</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>They may not receive text messages.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Service numbers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Foreign numbers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Messages to them may cost more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No name at all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Neither a first name, a last name nor a company.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>First names in capitals</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Last names in capitals</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>First names with odd characters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Last names with odd characters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading contacts…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading contacts: {done} of {total}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Merge</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Merge contacts</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%Ln of them are deleted, here and at the SMS service. You can undo this.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing was merged: the contacts were changed meanwhile.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SMS Book remembers that these are different contacts.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Taken back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{contacts} merged into {kept}</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%Ln groups were changed meanwhile and left alone.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Merge {contacts} into {kept}?</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%Ln groups</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>{groups}, {sure} of them sure</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%Ln contacts were not compared: their name or number was not read yet.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln contacts that need attention were not compared.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln names and numbers that very many contacts share are not listed.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Sure</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Likely</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Possible</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Same number and name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Same number and name, not read completely yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Same number and name, but other details differ</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Same number and name, but not a whole one</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Same number and name, in different address books</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Same number, similar name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Same number, name missing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Same name, similar number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Same name, number missing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Same number, different names: perhaps a family</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Same name, different numbers: perhaps two people</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Similar name and number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{certainty}: {reason}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Merge contact {place}: {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not all of these were read completely, so they cannot be merged yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tick two contacts at least to merge them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not read yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>(blank)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{field}: {value}, contact {place}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Something unexpected went wrong in SMS Book. What was saved before is safe. Look whether what you did last is there, and do it again if it is not.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%Ln contacts were changed since and stay as they are.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln contacts read differently at the service than they were sent, and stay there.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln contacts were at the service before and stay there as they are.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>You have unsaved changes from last time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Discard</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>First name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Last name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Phone number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Company</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{what} by {who}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saved</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Replaced by a later change</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Discarded</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Left: it reads differently at the service</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>you</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>an import</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>undo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the service</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put into address book “{after}”</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Moved from “{before}” to “{after}”</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Contact added</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sent “{before}”, stored as “{after}”</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{field} “{before}” cleared</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{field} set to “{after}”</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{field} changed from “{before}” to “{after}”</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Contact restored</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Contact deleted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Contact found missing at the service</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Contact changed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>less than a minute left</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>about %Ln minutes left</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>about {hours} h {minutes} min left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undo {what}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Redo {what}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>new contact {whom}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>edit of {whom}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>move of {whom}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>delete of {whom}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>restore of {whom}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>choice for {whom}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>import of {whom}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>merge of {whom}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>comparison of {whom}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{part}” is not an ID or a range.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{part}” cannot be an ID.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The range “{part}” runs backwards.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>At most {most} IDs at a time.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enter one or more IDs.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopped after {done} of {total}. What was added stays.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%Ln calls to the service</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>{calls}, {time}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%Ln added</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln already here</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln not found</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln failed</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>{id}: not found at the service</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{what} before SMS Book was closed. The SMS service still has them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete now</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Delete %Ln contacts?</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Delete contacts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>They go to Recently deleted. You can undo this.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Deleted {whom}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was moved: it is in “{book}” already.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Moved {whom} to “{book}”</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was edited: it was changed meanwhile.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Edited {whom}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Something else was done since. “Undo” in the menu takes that back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The service has deleted it already, so it gets a new place there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>The service has deleted %Ln of them already; they get new places there.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Somebody may have opted out of your messages: restore only those who you know want them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Restore contacts</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Restore %Ln contacts?</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Restore</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Restored {whom}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was restored: it is not deleted any more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undone: {title}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is nothing to redo.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Done again: {title}</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%Ln contacts come back under new IDs: they may have opted out.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Any way to write it will do: 0491… finds +61 491… as well.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Several with ; between them: none of them may apply.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Several with ; between them: one is enough.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>contains</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>does not contain</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>is</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>is not</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>begins with</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ends with</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>is blank</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>is not blank</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>is in capitals</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>has odd characters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>was never read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mobile</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Landline</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Service number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Foreign</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unusual</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>None</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kind of number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{column}: {values}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{text}”</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> or </source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{column} contains {text}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{column} does not contain {text}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{column} is {text}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{column} is not {text}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{column} begins with {text}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{column} ends with {text}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{column} is blank</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{column} is not blank</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{column} is in capitals</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{column} has odd characters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{column} was never read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading {done} of {of}…</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%Ln contacts could not be checked: what you filter by was never read.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Something unexpected went wrong while this was being saved. What you typed is still here: please save it again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Changed meanwhile: {fields}. What you typed is still here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Changed meanwhile from “{before}”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Read from the service only now: “{text}”. Saving replaces it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Meanwhile stored: “{text}”. Saving keeps what you typed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Line breaks and other invisible characters were turned into spaces.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This contact is deleted. Restore it, then save.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enter a phone number: a contact cannot be saved without one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose the address book that it goes into.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} has the same number.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%Ln others</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>{name} and {others} have the same number.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A contact without a name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another contact has the same number.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sending</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{day}, by you</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{day}, import</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{day}, undo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{day}, service</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No longer on the service</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No longer on the service since {when}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Deleted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Deleted by you, {when}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Gone with its import, {when}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Taken back, {when}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Deleted by the service, {when}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Status</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{what} – {status}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not read from the service yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%Ln contacts selected</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Different</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sorted Z to A</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sorted A to Z</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sorted Z to A, {number} of {of}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sorted A to Z, {number} of {of}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{shown} of {total}</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>{text}, %Ln selected</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln contacts copied</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln phone numbers copied</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln contacts are too many to copy; up to {most} can be. “Export…” writes them to a file.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Copying %Ln contacts…</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>There was nothing to copy.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Contacts</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%Ln numbers exported</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln contacts exported</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>{what} to “{file}”</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{text}. {more}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Selected contacts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Selected contact</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Contacts on show</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search “{text}”</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Numbers that may have opted out</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%Ln contacts could not be read; what is missing is marked.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln values look like signs of spreadsheets, such as #N/A, and may be taken for such; an Excel workbook keeps them.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>{contacts}, {pages}</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%Ln pages</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln selected contacts</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Page {page}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Making pages: {done} contacts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Printing: page {done}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Writing: page {done}</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%Ln contacts have fields that SMS Book has not read from the service yet. They are printed as “…”.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Page {page} of {pages}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Table as shown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Phone list</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Labels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The columns, the order and the contacts of the table.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Names and numbers from A to Z.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{width} × {height} mm</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Name and company of each contact, on sheets of %Ln labels of {size}. Print at actual size, not fitted to the page.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>A4</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Letter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Portrait</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Landscape</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{code} ({paper})</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%Ln pages were sent to the printer.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln pages saved to “{file}”</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>search “{text}”</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{place}: {what}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{place} (selection)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} ({count})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Excel and LibreOffice hold no more than {most} contacts in a sheet. Export one address book at a time, or choose CSV for other programs.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There are no contacts here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{numbers}, as CSV: of contacts that were deleted here or dropped by the service. Only this computer knows of them; hand the list to those who import contacts.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%Ln numbers</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Choose at least one column.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{contacts}, {columns}</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%Ln columns</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Finishing the file…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Writing: {done}</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%Ln fields</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln contacts have {fields} that SMS Book has not read from the service yet.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>They will be missing, and the cards say so.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>They will be marked “…” so that nobody takes them for blank.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{text} {more}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export without them; the cards say so</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export without them, marked “…”</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Excel workbook (.xlsx)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>CSV for Excel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>CSV for other programs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>vCard 3.0 (phones, Outlook, Apple, Google)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>vCard 4.0 (newer address books)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every number stays as it is, also when the file is changed and saved in Excel or LibreOffice.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Opens in Excel and LibreOffice with every number as it is. Saved there and opened once more, numbers lose the zeros at the start: to go on working with a list, choose the Excel workbook.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every value exactly as it is, for a program that reads CSV. In Excel and LibreOffice numbers would lose the zeros at the start.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Comma ( , )</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Semicolon ( ; )</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tab</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Vertical bar ( | )</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%Ln rows look unusual, but may be right.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln rows say something to be read first: beside the number, in a name or a note.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln cells hold more than one number. Which one is to be used?</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln numbers can be read in two ways. Which one is right?</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>A contact that has a row&apos;s number gets that row&apos;s name and values.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rows whose number somebody else has are added beside that contact.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%Ln rows have a number that somebody of another name has already.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>, </source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{name}”</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%Ln new address books will be made</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>{what}: {names}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%Ln numbers were deleted before, or the service dropped them: they may have opted out of your messages, and are left out.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln rows are hidden in the sheet and are left out.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln rows are struck through in the sheet and are left out.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln rows stay out, because the file says that their people have opted out.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>{text} All imports leave such numbers out from now on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Remember these %Ln numbers as left out</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Row {row}: {text}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose which column holds the phone numbers.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enter a name for the new address book.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Each row goes to the address book that its column “{column}” names, and to “{book}” where that is blank.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Each row goes to the address book that its column “{column}” names. Where that is blank, the row is shown in the next step and can be corrected there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Each row becomes a contact for every number that it has, but for faxes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>From each row the best number is imported. This order counts: {columns}. A landline is taken only where there is no mobile, a fax never.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No column holds names, so the contacts will have none. If the file has names, choose their column on the step “Columns”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading the file again…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Do not import</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Full name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Opted out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Agreed to messages</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Skip</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Update</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add anyway</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Phone number and name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Same</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Number taken</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Duplicate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bad</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Left out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>More numbers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its number is a landline, which may not receive text messages.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its number is a service number, which may not receive text messages.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It has another number, which is not imported.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> · </source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bad: {reason}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Left out: {reason}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Number taken: {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Repaired: {what}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Can be repaired to {number}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nearly all rows are bad. The file is probably written in another encoding: choose it on the step “File”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nearly all rows are bad. Their values are not parted as they should be: choose another separator on the step “File”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nearly all rows are bad. The phone numbers are probably in the column “{better}”, not in “{column}”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nearly all rows are bad. The column “{column}” probably holds something else than phone numbers, or numbers of another country.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>taken</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>hidden</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>struck through</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rows {rows}: {counts}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>about {hours} h {minutes} min</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing would be sent: no row is new or an update.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Sending %Ln contacts</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>the service takes {rate} calls a second</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{pace}, and an update needs two</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{what} takes {time}: {pace}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Getting the contacts ready</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sending to the service</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paused</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Import finished</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Import undone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>saved</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>waiting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not accepted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>unsure</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>conflict</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>already there</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>taken back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Contacts {total}: {counts}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{rate} calls a second</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Western European</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Central European</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Russian</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Greek</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Turkish</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hebrew</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Baltic</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{languages}, old DOS</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{languages}, old Mac</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{languages}, old Unix</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>American</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Russian, Ukrainian, Bulgarian</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ukrainian</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Arabic, Persian</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Thai</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Japanese</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Korean</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Chinese, simplified</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Chinese, traditional</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>reading…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Corrected here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Row</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Result</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was sent yet. You can go on from the check.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%Ln contacts were sent and stay.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The other %Ln are taken back: they do not go in, or stay as they were.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Stop import</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop this import?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undo import</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undo the import of “{name}”?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Contacts that it created are deleted, here and at the service. Contacts that it updated get their old values back. What was changed since, or was at the service before, stays.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%Ln rows were saved</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>{what} in “{name}”. Correct what is wrong there, and import that file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Offline. The contacts wait on this computer, and go out by themselves as soon as the service can be reached.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The service is not answering. The contacts wait on this computer, and go out by themselves as soon as it answers.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Signed out. The contacts wait on this computer until you enter the access token in the main window.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sending has stopped. The contacts wait on this computer; the main window says why.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sending is paused in the main window. The contacts wait on this computer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%Ln rows do less than the check showed, because their contacts were changed meanwhile.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln contacts were taken back.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>There are no such numbers yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%Ln numbers are left out.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln numbers were saved</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>{what} in “{name}”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All numbers of “{name}” were known.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%Ln numbers were added</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>{what} from “{name}”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pasted rows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is nothing to paste. Copy rows in your spreadsheet first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The import of “{name}” was interrupted.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Continue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The import of “{name}” is over.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looking into “{name}”…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Opening the import of “{name}”…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading and checking the rows…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Import not finished</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep the import of “{name}” for later?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep for later</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You corrected rows of it. Nothing of it was imported yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undone</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%Ln waiting</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln not accepted</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln already there</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln left alone</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Taken over</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Done</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Listing address books: {done} of {total}</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%Ln changes waiting.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Connecting…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Connected.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Offline.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Signed out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopped.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Practice mode.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%Ln contacts are no longer on the SMS service</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Move to Recently deleted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep them here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Contacts are missing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Can that be right?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>So many at once, or the last ones there, may be a mistake. If somebody tidied up there, they can go here as well. If not, keep them here until you know more, and ask whoever looks after the service.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sending is paused</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>keeps this computer awake</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sending changes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Resume sending</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pause sending</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Connected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Offline</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Service not answering</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Signed out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Practice mode</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%Ln changes waiting</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Your changes wait here and go out by themselves.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Settle…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Missing contacts…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading address books</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading contacts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{what}: {done} of {total}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Accounts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Account name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>API URL</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Switch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rename…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Replace token…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove account…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add account…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rename account</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rename</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Something is wrong here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Connect to your SMS service</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Waiting for the password store of this computer…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Checking the address and the token…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hide</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your own name for this account on this computer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your own name for this account, for example “Office”. It may stay empty.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In your service&apos;s web portal: Account Settings, “API URL”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Access token</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In your service&apos;s web portal: Service Settings &gt; Generate API Key.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show access token</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Spaces, line breaks or “Bearer” that were copied with the token were removed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enter the new access token for this account.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Connect SMS Book to your account at your SMS service.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The contacts stay as they are.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>To look around first, choose practice mode: it has sample contacts, and nothing leaves this computer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Progress</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use for this session only</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Connect</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saving what can be read…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The damaged file stays as it is. Large files take some minutes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Custom field {number}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Country of phone numbers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Numbers are sent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep this computer awake while changes are being sent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look for a new version once a day</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Account</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Phone numbers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This computer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Data folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Version</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>OK</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Details</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{reason}: {count}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Apply</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose for every field first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The service has:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>… (not read yet)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mine</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{field}: {side} “{value}”</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is this one: {what}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ID at the service</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It has this ID</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Theirs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Original</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reasons</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add address book</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rename address book</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete address book</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove from this computer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ID</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move them to</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete them too</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose an address book</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This account does not let SMS Book list or make address books. Make it in the service&apos;s web portal, and enter here the ID that it has there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{name}” cannot be deleted now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The service cannot say whether “{name}” is empty, so SMS Book does not delete it there. You can remove it from this computer only: if it exists on the service, it stays there with its contacts, and can be added again by its ID.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{name}” has {contacts} in it. What is to become of them?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Asking the service whether “{name}” is empty…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete the address book “{name}”? SMS Book first makes sure that it is empty.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Settle address book</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Send again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{name}”: {what}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>List of address books</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go to its contacts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the menu of the address book</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Address books</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add address book…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What to do</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New value</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Find</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Replace with</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Match case</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whole words</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Regular expression</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Case</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Form</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Order</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only where blank</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change doubtful numbers anyway</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Problem</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Summary</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Edit selected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All fields</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Blank: what is found is taken away</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>$1 stands for what the first brackets found.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Preview</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>At the end</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>At the start</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>First name, last name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Last name, first name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check list</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show: {what}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Repair: {what}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Contacts of this group</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>differs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name}, {count}, {reason}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Groups</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looking for duplicates…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Find duplicates</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What was done</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Read now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What was left out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One contact is kept, with the chosen values. The others are deleted, here and at the SMS service. You can undo this.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Merge all sure</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not duplicates</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Merge all sure ({count})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The search was stopped</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%Ln contacts were compared.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>No duplicates</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add existing contacts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>IDs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Contacts that the service has already are read by their ID, which stands in its web portal. Enter single IDs and ranges.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not added</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>123, 200-240</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{done} of {total}, {time}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Filters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clear filters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Read them from the service</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop reading</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Filter: {text}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{text}
Click to take this filter away.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Filter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Column</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Condition</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Values</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove filter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Too long to be changed here. It stays as it is.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use {number}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sent as {number}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not saved yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fill in what you know; only the number and the address book are needed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fill in what you know; only the number is needed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saved – but look at the phone number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Waiting – kept here, sent to the service by itself</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not accepted by the service</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unsure – nobody knows whether it arrived</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Conflict – changed here and at the service</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Already there – the service had this contact before</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Status: {status}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>History</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Contact form</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back to what is saved</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Revert</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save ({key})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back to what is saved ({key})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select a contact, or press {key} to add one</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What you had typed was taken back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This contact is deleted. Restored, it may get a new ID at the service; if the person opted out of messages, they would receive them again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The service no longer has this contact; nobody deleted it here. The person may have opted out of messages. Restored, it gets a new ID.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sort A to Z</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sort Z to A</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Then sort by this column</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sort by this column no more</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Filter…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Columns</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Move %Ln contacts to:</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Move</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save anyway</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open contact</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In common</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Table of contacts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go to the form of the contact</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select more, or fewer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go on without selecting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select one more, or one less</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the menu of what is selected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export contacts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Format</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Separator</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Encoding</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>About the format</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save contacts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Repair numbers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A contact for each</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Import as it is</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>I have read them: import</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Import them anyway</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>When somebody else has the number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Putting the rows right…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose the columns</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back to the file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Numbers that may have opted out of your messages are imported too.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Leave them out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No rows of this kind</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rows that are hidden in the sheet are imported too.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rows that are struck through in the sheet are imported too.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Leave hidden rows out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Import hidden rows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Leave struck rows out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Import struck rows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kinds of rows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take the mobile</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take the first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>With the country code</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>With a 0 in front</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{question} For example: {example}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Repair</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Import this one as it is</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Double-click a cell to correct it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Repair to {number}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take {number}</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%Ln numbers can be repaired:</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>{what} ({count}): {examples}</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%Ln bad rows stay out, and can be saved as a file afterwards.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Several columns hold “{names}”: in each row, the first that is filled counts.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name of the new address book</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>When a number is already there</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compare by</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look in all address books</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As the file says</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New address book…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Numbers of a row</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One number each</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A contact for each number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choice {place}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>empty</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>label of “{column}”: {text}</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Show %Ln empty columns</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln more columns are not imported.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Column: {header}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Order: {header}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sheet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Column names</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose another file…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a file to import</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>CSV and other text files, Excel, OpenDocument, vCard and tables of web pages. You can also drop a file here, or paste rows that you copied from a spreadsheet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose file…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading it another way starts its check anew, without corrections.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In row {row}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Comma</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Semicolon</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Vertical bar</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Colon</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Space</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Which of these reads right?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file does not say which language’s letters it is written in. Choose the names that look right to you. If none does, try another “Encoding” above.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%Ln things about this file:</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>• {text}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All that was noticed about this file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>About this file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{button} all that was noticed about this file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What was found</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Left alone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the service had already stands under Needs attention in the main window, with both sides.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the service did not accept stands under Needs attention in the main window.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Numbers left out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Imports leave out numbers of contacts that were deleted here, or that the service dropped by itself: their owners may have opted out of your messages. Only the computer that saw them go knows them. Save the list, and add it on the others.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save list…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add list…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Count</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save list</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>CSV files (*.csv)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Numbers left out.csv</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add list</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Import window</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put a cell right</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rows to import</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Import what was copied elsewhere</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Import contacts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Import another file…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save failed rows…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Import</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pause</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Resume</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lists of contacts ({kinds})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save failed rows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} - not imported.csv</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Print</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Layout</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paper</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Orientation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Label sheet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Print…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save as PDF…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>First label</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>About the layout</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Previous page</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next page</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Smaller</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Larger</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whole page</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save as PDF</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PDF (*.pdf)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{last}, {first}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{first} {last}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Print preview</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Previous page, next page</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>First page, last page</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Larger, smaller, whole page</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Activity</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sync now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop sync</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Batches</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>When</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1,000 not accepted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Changes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was changed yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your changes, and those that a sync finds, will be listed here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show import</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Only the first %Ln changes are shown.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Only the last action can be undone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This was about the address book itself, not about contacts.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This copy of SMS Book runs from its source. SMS Book is under the MIT licence; the licences of what it uses stand in the packages that were installed for it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Licences</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SMS Book is free software. It holds work of many others; here is who made what, what you may do with it, and how to use your own version of Qt.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Licence texts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add existing by ID…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Edit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move to address book…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Find duplicates…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Edit selected…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Find and replace…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Redo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Import…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Numbers left out…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy with headers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paste rows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search contacts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check list…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sort by this column</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete address book…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Settle address book…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy numbers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SMS Book</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Welcome to SMS Book</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Connect to your SMS service to keep its contacts in order, or look around in practice mode: it has sample contacts, and nothing leaves this computer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Connect…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Accounts…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Settings…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Contacts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Address books</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>About SMS Book</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Toolbar</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SMS Book {version}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keeps the contacts and address books of your SMS service in order.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New version {version}…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search shortcuts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No shortcut matches “{text}”</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shortcuts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What it does</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel sync</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search field</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go to what was found</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clear the search</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clear search</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%Ln in Recently deleted: show</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln in other address books: show</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln in your address books: show</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>No contact here meets the filters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No contact matches “{text}”</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No contact in this address book matches “{text}”</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing that needs attention matches “{text}”</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No deleted contact matches “{text}”</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Contacts that only you can settle would stand here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing needs your attention</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Contacts that you delete stay here, and can be restored.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was deleted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading your contacts…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add a contact, or move some here from another address book.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This address book is empty</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add your first contact, or those that the service has already.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No contacts yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>They are in Recently deleted, and can be restored.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%Ln of them are still to be deleted on the SMS service.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>All contacts were deleted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep editing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unsaved changes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save the changes to this contact?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What you typed is not saved yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close this message</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Messages</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>expanded</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>collapsed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Steps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>File</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>done</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>later</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Step {place} of {all}, {state}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{done} of {total} rows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{done} rows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This number was deleted before, or has opted out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Several rows of the file have the same key.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Several contacts have the key of this row.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This row has nothing to compare it by.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Several rows of the file have the key of this contact.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Several contacts have the same key.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This contact has nothing to compare it by.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This person wants no messages, as the file says.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
