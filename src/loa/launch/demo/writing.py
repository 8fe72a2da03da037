"""What colleagues write: the Sở's first drafts from the content kit, and communes' own words."""

from loa.core.agencies import AgencyKind
from loa.core.bulletin_steps import State
from loa.launch.demo.company import Company
from loa.launch.demo.first import DEMO
from loa.launch.week.texts import DECLARED_KEY, OWN_WORDS, enter_own_words
from loa.server.bulletins.kits import kit_for
from loa.server.bulletins.models import Bulletin, BulletinKind, Revision, UnitText
from loa.server.bulletins.services import draft_bulletin
from loa.server.campaigns.models import Assignment, Campaign

OWN_WORDS_A_TURN = 2


def lay_out_the_kit(company: Company) -> int:
    """Where a content kit fits a new letter and nobody has begun to write, its texts lie ready as drafts: heard, changed, submitted by a person."""
    for campaign in company.campaigns():
        kit = kit_for(campaign.document.subject)
        if kit is None or Bulletin.objects.filter(campaign=campaign, agency=campaign.agency_id).exists():
            continue
        for position, text in enumerate(kit.bulletins, start=1):
            draft_bulletin(
                agency_id=campaign.agency_id,
                words=text.words,
                kind=BulletinKind.KIT,
                campaign_id=campaign.pk,
                priority=text.priority,
                position=position,
                simulated=True,
                by=DEMO,
                now=company.journey.now,
            )
        return len(kit.bulletins)
    return 0


def add_own_words(company: Company) -> int:
    """Some communes replace the shared sentence by their own; their leaders approve."""
    done = 0
    for campaign in company.campaigns_of_the_week():
        for revision in _revisions_with_blank(campaign):
            written = set(UnitText.objects.filter(revision=revision).values_list("agency_id", flat=True))
            reached = Assignment.objects.filter(campaign=campaign).order_by("agency__key").values_list("agency_id", flat=True)
            for commune in company.others(agency_id for agency_id in reached if agency_id not in written):
                entering = company.journey.chance.happens(OWN_WORDS, "own_words", commune.agency.key)
                if commune.kind == AgencyKind.COMMUNE_COMMITTEE and entering and done < OWN_WORDS_A_TURN:
                    enter_own_words(company.journey, revision, commune)
                    done += 1
    return done


def _revisions_with_blank(campaign: Campaign) -> list[Revision]:
    """Approved texts of the campaign that leave a sentence to the communes."""
    revisions = Revision.objects.filter(bulletin__campaign=campaign, bulletin__state=State.APPROVED, approval__isnull=False)
    return [r for r in revisions.select_related("bulletin") if any(d["key"] == DECLARED_KEY for d in r.declared)]
