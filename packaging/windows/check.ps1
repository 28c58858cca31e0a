# Try both installers on a real Windows: install, use, remove. Run as administrator.
#
#   ./packaging/windows/check.ps1 -Folder build/dist -Number 1.2.3
#
# `packaging/installers.py test windows` does the same and more under Wine; what only a person sees
# stands in packaging/RELEASING.md.
param(
    [Parameter(Mandatory)] [string] $Folder,
    [Parameter(Mandatory)] [string] $Number
)
$ErrorActionPreference = 'Stop'
Set-StrictMode -Version Latest

function Invoke-Program([string] $File, [string[]] $Arguments, [int[]] $Good = @(0)) {
    $output = New-TemporaryFile
    $process = Start-Process $File $Arguments -Wait -PassThru -RedirectStandardOutput $output
    $told = Get-Content -Raw -Encoding utf8 $output
    if ($process.ExitCode -notin $Good) { throw "$File $Arguments ended with $($process.ExitCode): $told" }
    return $told
}

function Assert-That([bool] $Holds, [string] $What) {
    if (-not $Holds) { throw "FAILED  $What" }
    Write-Host "ok  $What"
}

function Test-Program([string] $Program) {
    $told = Invoke-Program $Program @('--self-check')
    Assert-That ($told -match 'The self-check passed') "the self-check of $Program"
    $data = Join-Path $env:TEMP 'Büro und Ärzte'
    $picture = Join-Path $env:TEMP 'smsbook.png'
    Invoke-Program $Program @('--practice', '--screenshot', "`"$picture`"", '--data-dir', "`"$data`"") | Out-Null
    Assert-That (Test-Path $picture) 'it paints its window, in a folder with spaces and umlauts'
    Remove-Item -Recurse $data, $picture
}

$msi = Resolve-Path (Join-Path $Folder "smsbook-$Number-x64.msi")
$setup = Resolve-Path (Join-Path $Folder "smsbook-$Number-setup.exe")

# For everybody on the computer, as IT departments distribute it.
$everybody = Join-Path $env:ProgramFiles 'SMS Book'
Invoke-Program msiexec @('/i', "`"$msi`"", '/qn', '/norestart', 'APIURL=https://sms.example/api', 'UPDATECHECK=0')
$laid = Get-ItemProperty 'HKLM:\Software\SMS Book'
Assert-That ($laid.ApiUrl -eq 'https://sms.example/api' -and "$($laid.UpdateCheck)" -eq '0') 'its properties are laid down'
Test-Program (Join-Path $everybody 'smsbook.exe')
Invoke-Program msiexec @('/x', "`"$msi`"", '/qn', '/norestart')
Assert-That (-not (Test-Path $everybody)) 'the MSI is removed without a trace'

# For one person, without administrator's rights.
$mine = Join-Path $env:LOCALAPPDATA 'Programs\SMS Book'
Invoke-Program "$setup" @('/S')
Test-Program (Join-Path $mine 'smsbook.exe')
Invoke-Program (Join-Path $mine 'uninstall.exe') @('/S')
foreach ($attempt in 1..60) {  # the uninstaller goes on from a copy of itself
    if (-not (Test-Path $mine)) { break }
    Start-Sleep -Seconds 1
}
Assert-That (-not (Test-Path $mine)) 'the setup is removed without a trace'
Write-Host 'Both installers passed.'
