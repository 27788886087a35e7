"""The matters of a first morning: twelve of them, each in versions that differ in urgency or in whose they are.

Everything is invented. A version with a `begin_by` has a clock: someone who is able to act must have begun by that
minute after eight. The other versions may name an hour too, but only the sender's patience runs out.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from course.units.role.the_manager.authority_roles_model import (
    CEO,
    COMMUNICATIONS,
    COMPLIANCE,
    COUNSEL,
    FACILITIES,
    FINANCE,
    LATER,
    MEDICAL_STAFF,
    NOW,
    NURSING,
    PATIENT_RELATIONS,
    PRIVACY,
    SAFETY,
    YOU,
)

DOCTORS = ("Dr. Amsel", "Dr. Brandt", "Dr. Castell", "Dr. Dorsey", "Dr. Ekholm", "Dr. Farrow")
FAMILIES = ("Tolland", "Underhay", "Vesper", "Wickham", "Yardley")


@dataclass(frozen=True)
class Letter:
    """One version of one matter.

    Parameters
    ----------
    key : str
        The matter, as a typed plan names it.
    sender : str
        Who writes or calls.
    text : str
        What it says, with places for the drawn figures; ``{begin}`` is the hour of the clock.
    owner : str
        Whose it is to decide: `YOU` or one of `ROLES`.
    roles : tuple of str
        The answers that a manager can defend.
    minutes : int
        What it takes of the morning if you do it yourself.
    why : str
        Why those roles, for afterwards.
    begin_by : tuple of int
        Minutes after eight from which the clock is drawn; empty where nothing happens before noon.
    figures : mapping
        Values for each place in the text, the story's first.
    may_shout : bool
        Whether the sender may be one of the loud ones.
    names_minute : int or None
        Minute after eight of an hour that is named without a clock: when it has passed, nothing happens.
    """

    key: str
    sender: str
    text: str
    owner: str
    roles: tuple[str, ...]
    minutes: int
    why: str
    begin_by: tuple[int, ...] = ()
    figures: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    may_shout: bool = False
    names_minute: int | None = None


LETTERS: tuple[Letter, ...] = (
    # ------------------------------------------------------------ the emergency department's duty to screen
    Letter(
        "emtala",
        "Charge nurse, emergency department, by phone",
        "A man with chest pain has been here since {since}. Registration wants his insurance verified before he is "
        "seen, and nobody has examined him. Someone with authority has to tell them by {begin}.",
        NURSING,
        (NOW, NURSING, CEO),
        10,
        "Whoever comes to the emergency department is screened first; insurance may not delay it (EMTALA).",
        begin_by=(10,),
        figures={"since": ("7:52", "7:49", "7:55")},
    ),
    Letter(
        "emtala",
        "Transfer desk, by phone",
        "Stony Fork cannot treat a {condition} and asks us to take the patient. We have the specialist and the bed. "
        "I hold the call until the payer answers, or until someone with authority tells me not to, by {begin}.",
        NURSING,
        (NOW, NURSING, CEO),
        10,
        "A hospital that can treat the emergency and has room accepts it; the payer does not decide (EMTALA).",
        begin_by=(10,),
        figures={"condition": ("stroke", "high-risk birth", "burned hand")},
    ),
    Letter(
        "emtala",
        "State agency, letter",
        "Please send us the emergency department's transfer log for {month}, by the end of next week.",
        COMPLIANCE,
        (COMPLIANCE,),
        40,
        "What goes to a regulator goes through compliance, complete and on time.",
        figures={"month": ("August", "September", "October")},
    ),
    # ------------------------------------------------------------ plant
    Letter(
        "chiller",
        "Facilities director",
        "Chiller 2 tripped at 6:40, and two operating rooms are at {degrees} °F and rising. I need a rented unit for "
        "{rent}, which is beyond my limit: only your office can sign, and hold the elective starts, by {begin}.",
        YOU,
        (NOW,),
        20,
        "The sum and the schedule are beyond what the facilities director may decide: sending it back loses the hour.",
        begin_by=(30, 35, 40),
        figures={"degrees": ("74", "75", "76"), "rent": ("$18,000", "$16,500", "$21,000")},
    ),
    Letter(
        "chiller",
        "Facilities director",
        "Chiller 2 is off and its stand-by runs; every room holds its temperature. The contractor comes on Thursday "
        "for {quote}, within my limit. You will want to see the quote by 9:00?",
        FACILITIES,
        (FACILITIES, LATER),
        25,
        "Within the director's limit and nobody is at risk: say that you trust him with it.",
        figures={"quote": ("$4,200", "$3,900", "$4,600")},
        may_shout=True,
        names_minute=60,
    ),
    # ------------------------------------------------------------ pay
    Letter(
        "payroll",
        "Payroll supervisor",
        "{cards} timecards wait for your office; the controller has signed his part and cannot sign yours. It takes "
        "twenty minutes: begin by {begin}, or the bank closes and {people} people are not paid on Friday.",
        YOU,
        (NOW,),
        20,
        "Only your signature releases the file, and the bank's hour is real.",
        begin_by=(50, 55, 60),
        figures={"cards": ("212", "187", "240"), "people": ("1,480", "1,390", "1,520")},
    ),
    Letter(
        "payroll",
        "Payroll supervisor",
        "{cards} timecards of last month are disputed, {sum} in all; corrections go into the next run in two weeks. "
        "Surely the chief operating officer's own desk decides them by 9:30?",
        FINANCE,
        (FINANCE, LATER),
        30,
        "Small, and two weeks off: the controller's people settle it.",
        figures={"cards": ("Three", "Four", "Five"), "sum": ("$340", "$410", "$290")},
        may_shout=True,
        names_minute=90,
    ),
    # ------------------------------------------------------------ what the medical staff decides
    Letter(
        "peer_review",
        "Operating room manager",
        "{doctor} smells of alcohol and says it is nothing; the patient is on the way down. Under the bylaws the "
        "president of the medical staff or the chief executive can stop a surgeon at once, before {begin}.",
        MEDICAL_STAFF,
        (MEDICAL_STAFF, CEO),
        15,
        "Those whom the bylaws name can stop a physician; you make sure that one of them knows, now.",
        begin_by=(20, 25),
        figures={"doctor": DOCTORS},
    ),
    Letter(
        "peer_review",
        "Two surgeons, in confidence",
        "{back} of {doctor}'s last forty patients had to go back to surgery. You run operations here: please read the "
        "charts, and decide this morning whether {doctor} goes on operating.",
        MEDICAL_STAFF,
        (MEDICAL_STAFF,),
        60,
        "Physicians judge the work of physicians, in a protected review; a manager passes the question on.",
        figures={"back": ("Five", "Six", "Four"), "doctor": DOCTORS},
    ),
    Letter(
        "privileges",
        "Manager of the orthopedic group",
        "{doctor} starts today with three cases at 11:00, worth {worth}. Please sign the privileges by 8:30: the file "
        "lacks only {missing} references.",
        MEDICAL_STAFF,
        (MEDICAL_STAFF,),
        10,
        "Nobody operates on an unverified file; privileges are granted on the medical staff's recommendation.",
        figures={"doctor": DOCTORS, "worth": ("$96,000", "$84,000", "$110,000"), "missing": ("two", "three")},
        may_shout=True,
        names_minute=30,
    ),
    Letter(
        "privileges",
        "Surgery scheduling",
        "{doctor} took the weekend course on the robot. Please add it to the privileges by 9:00; the maker's "
        "representative will stand by during the first {cases} cases.",
        MEDICAL_STAFF,
        (MEDICAL_STAFF,),
        10,
        "Whether training suffices is a judgment of peers, made against their own criteria.",
        figures={"doctor": DOCTORS, "cases": ("two", "three", "four")},
        may_shout=True,
        names_minute=60,
    ),
    Letter(
        "clinical",
        "Case manager",
        "The payer stopped covering room {room} on Sunday, and {doctor} will not discharge her. Please tell the doctor "
        "to do it: we need the bed by 9:00.",
        MEDICAL_STAFF,
        (MEDICAL_STAFF,),
        10,
        "Whether she can go home is a medical judgment; a physician can ask a physician, a manager cannot order it.",
        figures={"room": ("412", "318", "527"), "doctor": DOCTORS},
        may_shout=True,
        names_minute=60,
    ),
    Letter(
        "clinical",
        "Pharmacy buyer",
        "The cheaper blood thinner would save {saving} a year. Please tell the cardiologists to change over from "
        "today; the rebate ends at noon.",
        MEDICAL_STAFF,
        (MEDICAL_STAFF,),
        15,
        "The drugs on the list are the medical staff's choice, made in its committee; bring the price to it.",
        figures={"saving": ("$61,000", "$48,000", "$73,000")},
        may_shout=True,
        names_minute=240,
    ),
    # ------------------------------------------------------------ harm to patients
    Letter(
        "safety_event",
        "Night charge nurse, 5 South",
        "Two infusion pumps of one model ran {times} times too fast; both patients are stable. {more} more are on the "
        "floors, and the morning's infusions start soon: someone has to have them pulled by {begin}.",
        SAFETY,
        (SAFETY, NURSING, NOW),
        20,
        "The same fault can strike again: get the pumps out first, and keep the two as they are.",
        begin_by=(25, 30, 35),
        figures={"times": ("three", "four", "two"), "more": ("14", "11", "17")},
    ),
    Letter(
        "safety_event",
        "Unit manager, 3 West",
        "A patient fell yesterday at {time}, unhurt. The report is filed and the family was told. Who looks for the "
        "cause?",
        SAFETY,
        (SAFETY, NURSING),
        30,
        "Nobody is in danger now; those whose work it is look for the cause.",
        figures={"time": ("15:10", "14:25", "16:40")},
    ),
    # ------------------------------------------------------------ information and reputation
    Letter(
        "privacy",
        "Clinic clerk",
        "On Friday I mailed a list of {patients} patients with their diagnoses to a wrong address. No answer. I have "
        "told nobody so far.",
        PRIVACY,
        (PRIVACY,),
        30,
        "Discovery starts the clock of the breach rule; the privacy officer assesses, and you do not wait.",
        figures={"patients": ("312", "268", "341")},
    ),
    Letter(
        "privacy",
        "Nurse, 4 East",
        "A colleague has opened the chart of her own neighbor {times}; he is not on our unit. I do not want to make "
        "trouble.",
        PRIVACY,
        (PRIVACY,),
        30,
        "The log will tell, and the privacy officer may read it; neither you nor the nurse investigates.",
        figures={"times": ("twice", "three times", "four times")},
    ),
    Letter(
        "privacy",
        "Front desk",
        "A lawyer's messenger left a subpoena for a patient's whole record; the answer is due in {days} days.",
        COUNSEL,
        (COUNSEL, PRIVACY),
        30,
        "A legal paper goes to counsel, or to the office that releases records and works with counsel; unanswered by "
        "you and not ignored.",
        figures={"days": ("ten", "twelve", "fourteen")},
    ),
    Letter(
        "press",
        "Greeter, emergency department",
        "A television crew has walked into the waiting room; patients' faces will be live on air unless someone with "
        "authority steps in by {begin}.",
        COMMUNICATIONS,
        (COMMUNICATIONS, NOW, CEO),
        15,
        "Patients have not agreed to be shown: the crew is met and led outside at once.",
        begin_by=(15, 20, 25),
    ),
    Letter(
        "press",
        "Reporter",
        "Is it true that you close {service}? I need a sentence from you by 9:00, or I write that the hospital would "
        "not speak.",
        COMMUNICATIONS,
        (COMMUNICATIONS,),
        15,
        "One voice speaks to the press; a newcomer's sentence becomes the hospital's promise.",
        figures={"service": ("obstetrics", "the dialysis unit", "the rehabilitation unit")},
        may_shout=True,
        names_minute=60,
    ),
    Letter(
        "complaint",
        "Daughter of a patient, 3 West",
        "The aide who grabbed my mother's arm last night is back with her this morning. There are {marks}. He is to "
        "bathe her at {begin}; will nobody stop this?",
        NURSING,
        (NURSING, SAFETY, NOW),
        20,
        "An allegation of abuse: the patient is made safe first, then it is looked into.",
        begin_by=(35, 40, 45),
        figures={"marks": ("two bruises", "bruises", "three bruises")},
    ),
    Letter(
        "complaint",
        "Son of a former patient",
        "Six pages: the parking fee, cold soup, and a bill of {bill} that he doubts. He expects a written answer, from "
        "you and nobody else, by 9:00.",
        PATIENT_RELATIONS,
        (PATIENT_RELATIONS,),
        45,
        "A grievance has its own process, with a written answer; the advocate runs it well.",
        figures={"bill": ("$214", "$186", "$243")},
        may_shout=True,
        names_minute=60,
    ),
    Letter(
        "gift",
        "Sales representative, imaging",
        "Two seats at Saturday's game and dinner before it, for you: it has nothing to do with {day}'s bids. The seats "
        "go at 9:00.",
        YOU,
        (NOW, COMPLIANCE),
        5,
        "Declined in one line, or passed to compliance: never left open while bids are.",
        figures={"day": ("Tuesday", "Wednesday", "Thursday")},
        may_shout=True,
        names_minute=60,
    ),
    Letter(
        "gift",
        "Sales representative, implants, in confidence",
        "{doctor} asked what a consulting contract would pay to someone who used our hips. I thought that you should "
        "know.",
        COMPLIANCE,
        (COMPLIANCE, COUNSEL),
        30,
        "Pay for using a product may be a kickback: compliance or counsel looks into it, and you keep it to yourself.",
        figures={"doctor": DOCTORS},
    ),
    # ------------------------------------------------------------ a promise that only you can keep
    Letter(
        "family",
        "Secretary",
        "The {name} family is coming at 9:45. Their father died here in spring, and the chief operating officer "
        "promised that her own office would sit down with them today.",
        YOU,
        (NOW,),
        30,
        "They were promised you, today: whoever else goes in breaks the promise.",
        figures={"name": FAMILIES},
        names_minute=105,
    ),
    Letter(
        "family",
        "Secretary",
        "The {name} family expects a call this week on what has changed since their father died here. The chief "
        "operating officer promised that her own office would make it.",
        YOU,
        (LATER, NOW),
        30,
        "They were promised a call by you this week: put it into the calendar, and do not pass it on.",
        figures={"name": FAMILIES},
    ),
)
