"""What columns are called in further languages, as lists of offices and phones there have them.

Finnish, Estonian, Latvian, Lithuanian, Czech, Slovak, Hungarian, Romanian, Croatian, Serbian,
Slovenian, Bulgarian, Russian, Ukrainian, Greek, Turkish, Hebrew, Arabic, Chinese, Japanese, Korean,
Vietnamese, Indonesian, Thai. As people write them; `column_words` brings them to the form in which
headers are looked up.
"""

FIRST_NAMES = """etunimi, etunimet, kutsumanimi, eesnimi, vārds, vardas, křestní jméno, meno
    krstné, krstné meno, keresztnév, utónév, prenume, prenumele, osobno ime, lično ime,
    μικρό όνομα, ชื่อ, ชื่อจริง, ön ad, ilk ad, שם פרטי, الاسم الأول,
    اسم الأول, 下の名前, tên gọi, nama depan"""
LAST_NAMES = """sukunimi, perekonnanimi, perenimi, uzvārds, pavardė, příjmení, priezvisko,
    vezetéknév, családnév, nume de familie, numele de familie, prezime, priimek, фамилия, фамилно
    име, прізвище, презиме, επώνυμο, επίθετο, soyad, soyadı, soyisim, soy isim, שם משפחה, משפחה, اسم
    العائلة, นามสกุล, الاسم الأخير, اللقب, 姓, 姓氏, 苗字, 성, họ, nama belakang,
    nama keluarga"""
COMPANIES = """yritys, organisaatio, yhtiö, ettevõte, organisatsioon, uzņēmums, įmonė, organizacija,
    společnost, organizace, podnik, spoločnosť, organizácia, cég, cégnév, vállalat, szervezet,
    companie, compania, societate, firmă, organizație, denumire firmă, tvrtka, poduzeće, preduzeće,
    podjetje, фирма, компания, организация, компанія, організація, фірма, εταιρεία, εταιρία,
    επωνυμία, επιχείρηση, şirket, kurum, firma adı, şirket adı, חברה, שם חברה, שם החברה, الشركة,
    شركة, اسم الشركة, 公司, 公司名称, 单位, 公司名稱, 会社, 会社名, 勤務先, 회사, 회사명, công ty,
    perusahaan, organisme, razão social"""
FULL_NAMES = """nimi, koko nimi, täisnimi, vardas pavardė, vārds uzvārds, jméno, celé jméno, meno,
    celé meno, név, teljes név, nume, nume complet, ime, puno ime, име, имя, фио, ф и о, пиб, піб,
    ім'я, полное имя, όνομα, ονοματεπώνυμο, πλήρες όνομα, ad, adı, isim, tam ad, שם, שם מלא, الاسم,
    اسم, الاسم الكامل, 姓名, 名字, 名前, 氏名, お名前, 이름, 성명, họ và tên, họ tên, tên, nama,
    nama lengkap, ชื่อ นามสกุล, ชื่อ สกุล"""
FIRST_WORDS = """jméno, meno, ime, име, имя, ім'я, όνομα, ad, adı, isim, שם,
    الاسم, 名, 이름, tên"""
"""The first name where there is a last name and no other first name."""
LAST_WORDS = """nume, numele, naam"""
"""The last name where there is a first name and no other last name."""
LAST_NAME_LEADS = """név, teljes név, фио, ф и о, пиб, піб, 姓名, 氏名, 성명,
    họ và tên, họ tên"""
"""Whole names in which the last name stands first."""
MOBILES = """matkapuhelin, matkapuhelinnumero, kännykkä, kännykkänumero, mobiil, mobiiltelefon,
    mobiilinumber, mobilais, mobilais tālrunis, mobilusis, mobilusis telefonas, mobil telefon,
    mobilní, mobilní telefon, mobilní číslo, mobilný telefón, číslo mobilu, mobilszám, telefon
    mobil, număr mobil, nr mobil, mobitel, broj mobitela, mobilni, mobilni telefon, gsm broj,
    мобилен, мобилен телефон, мобильный, мобильный телефон, сотовый, сотовый телефон, моб тел, моб
    телефон, мобільний, мобільний телефон, κινητό, κινητό τηλέφωνο, αριθμός κινητού, cep, cep
    telefonu, cep tel, cep no, cep numarası, mobil telefon no, נייד, טלפון נייד, מספר נייד, פלאפון,
    الجوال, جوال, رقم الجوال, موبايل, رقم الموبايل, المحمول, الهاتف المحمول,
    手机, 手机号, 手机号码,
    移动电话, 手機, 手機號碼, 行動電話, 携帯, 携帯電話, 携帯番号, 携帯電話番号, 휴대폰, 휴대전화,
    มือถือ, เบอร์มือถือ, โทรศัพท์มือถือ,
    핸드폰, 휴대폰번호, di động, điện thoại di động, handphone, nomor hp, no hp, natel,
    mobil nr,
    mobiltel, tel natel, móvil 1"""
PHONES = """puhelin, puhelinnumero, puh, puh nro, telefoninumber, tālrunis, telefonas, telefonní
    číslo, tel číslo, telefón, telefónne číslo, telefonszám, tel szám, telefonul, număr de telefon,
    număr telefon, broj telefona, br telefona, telefonska številka, телефон, номер телефона, номер,
    тел, телефонен номер, номер телефону, τηλέφωνο, τηλ, αριθμός τηλεφώνου, telefon numarası,
    telefon no, טלפון, מספר טלפון, الهاتف, هاتف, رقم الهاتف, 电话, 电话号码, 联系电话, 電話,
    電話番号, 電話號碼, 聯絡電話, 전화, 전화번호, 연락처, điện thoại, số điện thoại, โทรศัพท์,
    เบอร์โทร, เบอร์โทรศัพท์, telepon, nomor
    telepon, no telepon, tfno, tfno contacto, tlf, tlf nr, tlfnr, phone numbers, telephone numbers,
    contact numbers, phone s"""
WORK_PHONES = """työpuhelin, puhelin työ, telefon do práce, pracovní telefon, služební telefon,
    munkahelyi telefon, telefon serviciu, telefon birou, službeni telefon, рабочий телефон,
    служебен телефон, робочий телефон, τηλέφωνο εργασίας, iş telefonu, work tel, work
    telephone, tel work, office tel, office number, office telephone, business tel, business
    telephone, 公司电话, 会社電話, 직장전화"""
HOME_PHONES = """kotipuhelin, puhelin koti, pevná linka, telefon domů, domácí telefon, otthoni
    telefon, vezetékes telefon, telefon acasă, telefon fix, kućni telefon, домашний телефон, домашен
    телефон, домашній телефон, σταθερό, σταθερό τηλέφωνο, ev telefonu, sabit telefon, home tel, home
    telephone, tel home, 家庭电话, 自宅電話, 집전화"""
OPT_OUTS = """ei viestejä, ei tekstiviestejä, ei sms, ei saa lähettää, suoramarkkinointikielto,
    peruutettu, kuollut, nekontaktovat, neposílat, neposílat sms, odhlášen, zemřel, nekontaktovať,
    neposielať, leiratkozott, leiratkozva, ne küldj, nem kér sms t, elhunyt, dezabonat, nu contacta,
    nu contactați, a nu se contacta, fără sms, decedat, odjavljen, ne kontaktirati, preminuo,
    отписан, отписался, не звонить, не писать, не беспокоить, умер, відписаний, не турбувати,
    отписан от sms, όχι sms, να μην σταλεί, διαγραφή, απεβίωσε, sms istemiyor, iletişim izni yok,
    aranmasın, vefat, listeden çıktı, הסר, הוסר, לא לשלוח, לא לפנות,
    إلغاء الاشتراك, 退订, 已退订,
    配信停止, 수신거부, vill ej ha, önskar ej, vill inte ha, ønsker ikke, skal ikke kontaktes,
    stoppa, mag niet benaderd worden, nicht mehr kontaktieren, ne souhaite pas, stop pub, desabonne
    le, liste rouge, no molestar, lista robinson, robinson"""
COUNTRIES = """maa, kotimaa, riik, elukohariik, valsts, šalis, země, stát země, krajina, štát,
    ország, țară, țara, zemlja, država, държава, страна, країна, држава, земља, χώρα, ülke, מדינה,
    ארץ, الدولة, دولة, البلد, بلد, 国家, 國家, 国, 国名, 국가, 나라, quốc gia, nước, negara,
    ประเทศ"""
CONSENTS = """suostumus, markkinointilupa, tekstiviestilupa, souhlas, súhlas, hozzájárulás,
    consimțământ, acord, acord sms, privola, pristanek, согласие, съгласие, згода, συναίνεση,
    συγκατάθεση, sms izni, הסכמה, أوافق, موافقة, 同意, 동의, persetujuan, sms reminders, sms
    reminders enabled, sms reminder, sms enabled, receive sms, receives sms, receive texts, receives
    texts, accept sms, accepts texts, allow sms, allows sms, sms allowed, sms ok, text ok, texts ok,
    send sms, send texts, text reminders, wants sms, wants texts, happy to receive sms, sms
    communications, sms notifications, okay to receive sms, sms erlaubt, sms erwunscht, recevoir
    sms, recibir sms, ricevere sms, sms ontvangen"""
