"""Every address of the house. Doors are opened here and nowhere else."""

from django.contrib.auth.views import LogoutView
from django.urls import URLPattern, URLResolver, path, re_path
from django.views.generic import RedirectView

from loa.server.activities import pages as activities
from loa.server.bulletins import pages as bulletins
from loa.server.campaigns import pages as campaigns
from loa.server.documents import pages as documents
from loa.server.people import pages as people
from loa.server.reports import pages as reports
from loa.server.site import entry
from loa.server.site.pages import (
    asking,
    campaign,
    equipping,
    exempting,
    picking,
    programmes,
    public,
    sessions,
    stations,
    studio,
    today,
    week,
)
from loa.server.site.player_api import api as player_api

urlpatterns: list[URLPattern | URLResolver] = [
    path("", today.today, name="today"),
    # the way in
    path("dang-nhap/", entry.SignIn.as_view(), name="sign-in"),
    path("dang-xuat/", LogoutView.as_view(), name="sign-out"),
    path("ngon-ngu/", entry.choose_language, name="language"),
    # documents
    path("van-ban/", documents.register, name="documents"),
    path("van-ban/tiep-nhan/", documents.receive, name="document-receive"),
    path("van-ban/<uuid:document_id>/", documents.read, name="document"),
    path("van-ban/<uuid:document_id>/sua/", documents.correct, name="document-correct"),
    path("van-ban/<uuid:document_id>/so/", documents.number, name="document-number"),
    path("van-ban/<uuid:document_id>/ban-goc/", documents.original, name="document-original"),
    re_path(r"^van-ban/(?P<document_id>[0-9a-f-]{36})/van-ban\.(?P<ending>docx|pdf)$", documents.paper, name="document-paper"),
    # campaigns
    path("van-ban/<uuid:document_id>/mo-dot/", campaigns.open_from, name="campaign-open"),
    path("dot/", campaigns.campaigns, name="campaigns"),
    path("dot/tiep-nhan/", campaigns.accept, name="assignments-accept"),
    path("dot/<uuid:campaign_id>/", campaign.campaign, name="campaign"),
    path("dot/<uuid:campaign_id>/mo-ky/", asking.ask, name="reports-ask"),
    path("viec/<uuid:assignment_id>/giao/", campaigns.hand_on, name="hand-down"),
    # texts
    path("ban-tin/", bulletins.bulletins, name="bulletins"),
    path("ban-tin/soan/", bulletins.write, name="bulletin-write"),
    path("ban-tin/thoi-luong/", bulletins.length, name="bulletin-length"),
    path("ban-tin/<uuid:bulletin_id>/", studio.bulletin, name="bulletin"),
    path("ban-tin/<uuid:bulletin_id>/sua/", bulletins.edit, name="bulletin-edit"),
    path("ban-tin/<uuid:bulletin_id>/trinh/", studio.submit, name="bulletin-submit"),
    path("ban-tin/<uuid:bulletin_id>/duyet/", studio.approve, name="bulletin-approve"),
    path("ban-tin/<uuid:bulletin_id>/tra-lai/", bulletins.send_back, name="bulletin-return"),
    path("ban-tin/<uuid:bulletin_id>/thu-hoi/", bulletins.withdraw, name="bulletin-withdraw"),
    path("ban-tin/<uuid:bulletin_id>/nghe-thu/", studio.voice, name="bulletin-voice"),
    path("ban-tin/<uuid:bulletin_id>/ghi-am/", studio.record, name="bulletin-record"),
    path("ban-tin/<uuid:bulletin_id>/xep/", studio.put_on_air, name="bulletin-air"),
    path("ban-thao/<uuid:revision_id>/kenh/", studio.channels, name="bulletin-channels"),
    path("ban-thao/<uuid:revision_id>/kenh/<slug:kind>/", studio.seen_as, name="bulletin-as"),
    path("ban-thao/<uuid:revision_id>/y-kien/", bulletins.opinion, name="bulletin-opinion"),
    path("ban-thao/<uuid:revision_id>/loi-rieng/<slug:key>/", bulletins.own_words, name="own-words"),
    path("loi-rieng/<uuid:unit_text_id>/", bulletins.decide_unit_text, name="unit-text-decide"),
    path("am-thanh/<uuid:track_id>.mp3", studio.sound, name="sound"),
    # air time
    path("lich/", week.weeks, name="stations-weeks"),
    path("lich/vuot-khung/", exempting.all_exemptions, name="exemptions"),
    path("lich/vuot-khung/ghi/", exempting.record, name="exemption-record"),
    path("lich/<uuid:station_id>/", week.week, name="week"),
    path("lich/<uuid:station_id>/lap/", week.plan, name="week-plan"),
    path("chuong-trinh/", programmes.all_programmes, name="programmes"),
    path("chuong-trinh/dung/", programmes.make, name="programme-make"),
    path("chuong-trinh/<uuid:programme_id>/", programmes.one_programme, name="programme"),
    path("chuong-trinh/<uuid:programme_id>/duyet/", programmes.approve, name="programme-approve"),
    path("muc/<uuid:slot_id>/bo/", week.take_out, name="slot-cancel"),
    path("muc/<uuid:slot_id>/len/", week.move_up, name="slot-up"),
    path("buoi/<uuid:session_id>/", sessions.running_order, name="running-order"),
    path("buoi/<uuid:session_id>/nhan/", week.take, name="offers-take"),
    path("buoi/<uuid:session_id>/nghe.mp3", sessions.sound, name="session-sound"),
    path("buoi/<uuid:session_id>/da-phat/", sessions.tick, name="session-tick"),
    path("buoi/<uuid:session_id>/rut-lai/", sessions.untick, name="session-untick"),
    path("buoi/<uuid:session_id>/tai/<slug:what>/", sessions.paper, name="session-paper"),
    # stations
    path("dai/", stations.all_stations, name="stations"),
    path("dai/ghi-dai/", equipping.enter, name="station-enter"),
    path("dai/<uuid:station_id>/", stations.station, name="station"),
    path("dai/<uuid:station_id>/nhat-ky/", stations.take_vendor_log, name="vendor-log"),
    path("dai/<uuid:station_id>/giong-may/", stations.machine_voice, name="station-voice"),
    path("dai/<uuid:station_id>/thiet-bi/", equipping.equipment, name="station-equipment"),
    path("dai/<uuid:station_id>/thiet-bi/ma-ghi-danh/", equipping.code, name="enrolment-code"),
    path("dai/<uuid:station_id>/thiet-bi/<uuid:player_id>/ngung/", equipping.end, name="player-end"),
    path("dai/<uuid:station_id>/ngung/", equipping.close, name="station-close"),
    # activities
    path("nhat-ky/", activities.log, name="activities"),
    path("nhat-ky/<uuid:activity_id>/bo/", activities.undo, name="activity-undo"),
    path("nhat-ky/<uuid:activity_id>/anh/", activities.photo, name="activity-photo"),
    # reports
    path("bao-cao/", reports.rounds, name="reports"),
    path("bao-cao/ky/<uuid:round_id>/", reports.one_round, name="reports-round"),
    re_path(
        r"^bao-cao/ky/(?P<round_id>[0-9a-f-]{36})/bao-cao\.(?P<ending>docx|pdf|xlsx|snapshot\.json)$",
        reports.download,
        name="report-download",
    ),
    path("bao-cao/ky/<uuid:round_id>/ban-hanh/", asking.issue, name="report-issue"),
    path("bao-cao/<uuid:expected_id>/", reports.report, name="report"),
    path("bao-cao/<uuid:expected_id>/dien/", reports.fill, name="report-fill"),
    path("bao-cao/<uuid:expected_id>/quyet/", reports.decide, name="report-decide"),
    path("so-lieu/<int:figure_id>/", reports.figure, name="figure"),
    # people
    path("nguoi-dung/", people.people, name="people"),
    path("nguoi-dung/them/", people.newcomer, name="person-new"),
    path("nguoi-dung/<uuid:person_id>/", people.person, name="person"),
    path("nguoi-dung/<uuid:person_id>/ket-thuc/", people.end_account, name="account-end"),
    path("nguoi-dung/<uuid:person_id>/mat-khau/", people.reissue_password, name="password-reissue"),
    path("vai-tro/<uuid:grant_id>/ket-thuc/", people.end_grant, name="grant-end"),
    path("tai-khoan/", people.own_account, name="own-account"),
    # pickers
    path("tim-don-vi/", picking.agencies, name="pick-agency"),
    # everybody
    path("s/<slug:code>", public.short_link, name="short-link"),
    path("q/<slug:code>", public.short_link),
    path("health", public.health, name="health"),
    path("favicon.ico", RedirectView.as_view(url="/static/favicon.svg", permanent=True)),
    path("player/v1/", player_api.urls),
]
handler400 = "loa.server.site.entry.bad_request"
handler404 = "loa.server.kit.answers.not_found"
handler500 = "loa.server.kit.answers.server_error"
