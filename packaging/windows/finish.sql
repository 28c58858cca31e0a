-- What wixl has no words for, done to the finished package (Windows Installer's own SQL, a
-- statement a line).

-- The properties of IT land in the registry only if they were given,
UPDATE `Component` SET `Condition` = 'APIURL' WHERE `Component` = 'ApiUrl'
UPDATE `Component` SET `Condition` = 'UPDATECHECK = "0"' WHERE `Component` = 'UpdateCheck'

-- now or to an earlier version. 51: set a property. AppSearch, at 50, has found what was kept.
INSERT INTO `CustomAction` (`Action`, `Type`, `Source`, `Target`) VALUES ('KeepApiUrl', 51, 'APIURL', '[KEPTAPIURL]')
INSERT INTO `CustomAction` (`Action`, `Type`, `Source`, `Target`) VALUES ('KeepUpdateCheck', 51, 'UPDATECHECK', '0')
INSERT INTO `InstallExecuteSequence` (`Action`, `Condition`, `Sequence`) VALUES ('KeepApiUrl', 'KEPTAPIURL AND NOT APIURL', 51)
INSERT INTO `InstallExecuteSequence` (`Action`, `Condition`, `Sequence`) VALUES ('KeepUpdateCheck', 'KEPTUPDATECHECK = "#0" AND NOT UPDATECHECK', 52)

-- They may come from somebody without administrator's rights whom the system elevates.
UPDATE `Property` SET `Value` = 'APIURL;UPDATECHECK;KEPTAPIURL;KEPTUPDATECHECK;NEWER;OLDER' WHERE `Property` = 'SecureCustomProperties'
