"""The hand-in service, with a real hub: who may ask what, and what it keeps."""

import json
import resource
import stat
from pathlib import Path

import pytest
from door import COURSE, LESSON, RunningDoor

from lirelaville.handin import handlers, record
from lirelaville.handin.catching_up import catch_up
from lirelaville.handin.permission import Refusal

IN_COURSE, TRAINER = f"nbgrader-{COURSE}", f"formgrade-{COURSE}"
HAND_IN = f"handins/{COURSE}/{LESSON}"


def record_of(door: RunningDoor, person: str) -> dict:
    """Return what the hub reads of one person in the lesson."""
    status, said = door.ask(f"records/{COURSE}?user={person}", door.hub_token)
    assert status == 200
    return said["lessons"].get(LESSON, {})


def inbound(door: RunningDoor, person: str) -> list[Path]:
    """Return somebody's hand-ins as formgrader's « Collect » finds them."""
    return sorted((door.exchange / "inbound").glob(f"{person}+{LESSON}+*"))


def test_a_participant_lists_and_gets_the_released_lesson(door):
    """The same bytes as on the exchange; the opening is remembered."""
    token = door.token("p01", IN_COURSE)
    assert door.ask(f"lessons/{COURSE}", token) == (
        200,
        [
            {
                "slug": LESSON,
                "title": "Combien la ville donne-t-elle ?",
                "exercises": ["total", "moyenne", "plus_grand"],
            }
        ],
    )
    status, notebook = door.ask(f"lessons/{COURSE}/{LESSON}", token)
    assert (status, notebook) == (200, json.loads(door.notebook()))
    assert record_of(door, "p01")["opened_at"].endswith("+00:00")


def test_a_hand_in_is_on_the_disk_when_it_is_answered(door):
    """Named and filled as nbgrader's own submit does; the bytes kept as they are."""
    notebook = door.notebook() + b"\n\n"
    token = door.token("p02", IN_COURSE)
    status, receipt = door.ask(HAND_IN, token, notebook)
    assert status == 200, receipt
    (folder,) = inbound(door, "p02")
    assert (folder / f"{LESSON}.ipynb").read_bytes() == notebook
    assert {path.name for path in folder.iterdir()} == {
        f"{LESSON}.ipynb", "timestamp.txt", "submission_secret.txt",
    }  # fmt: skip
    _, _, stamp, random = folder.name.split("+")
    assert (folder / "timestamp.txt").read_text() == stamp
    assert len(random) == 12
    assert receipt["received_at"][:19] == stamp[:19].replace(" ", "T")
    assert record_of(door, "p02")["handed_in_at"] == receipt["received_at"]


def test_a_hand_in_is_always_its_senders(door):
    """Whatever the address or the body says: only the token's owner counts."""
    token = door.token("p03", IN_COURSE)
    door.ask(f"{HAND_IN}?user=p02&student_id=p02", token, door.notebook())
    assert len(inbound(door, "p03")) == 1
    assert len(inbound(door, "p02")) == 1


@pytest.mark.parametrize(
    ("body", "status", "words"),
    [
        (b"", 400, "n'est pas un notebook lisible : il est coupé"),
        (b'{"cells": [', 400, "il est coupé"),
        (b"\xff\xfe\x00", 400, "il est coupé"),
        (b"[" * 100_000, 400, "il est coupé"),
        (b'"notebook"', 400, "il n'a pas de cellules"),
        (b'{"cells": {}, "nbformat": 4}', 400, "il n'a pas de cellules"),
        (b'{"cells": [], "pad": "' + b"x" * 2_100_000 + b'"}', 413,
         "pèse 2 Mo, et le service en accepte 2"),
        (b"x" * 30_000_000, 413, "pèse 30 Mo"),
    ],
    ids=["empty", "cut", "not-text", "nested", "text", "no-cells", "big", "huge"],
)  # fmt: skip
def test_what_is_not_a_notebook_is_refused_in_french(door, body, status, words):
    token = door.token("p04", IN_COURSE)
    answer, said = door.ask(HAND_IN, token, body)
    assert (answer, words in said["message"]) == (status, True), said
    assert inbound(door, "p04") == []


def test_a_notebook_that_is_not_quite_valid_is_kept(door):
    """A cell of an unknown kind, a missing id: marking decides, nothing is lost."""
    token = door.token("p05", IN_COURSE)
    odd = b'{"nbformat": 4, "cells": [{"cell_type": "odd"}]}'
    assert door.ask(HAND_IN, token, odd)[0] == 200
    (folder,) = inbound(door, "p05")
    assert (folder / f"{LESSON}.ipynb").read_bytes() == odd


@pytest.mark.parametrize("what", ["lessons", "handins", "openings", "progress"])
@pytest.mark.parametrize(
    "slug", ["inconnue", "..", "%2e%2e", "..%2f..%2fhub.sqlite", "a%00b", ".", "%20"]
)
def test_a_lesson_that_is_not_distributed_is_refused(door, what, slug):
    """Unknown, withdrawn, or a path: the same words, nothing outside is reached."""
    data = None if what == "lessons" else door.notebook()
    token = door.token("p06", IN_COURSE)
    status, said = door.ask(f"{what}/{COURSE}/{slug}", token, data)
    assert status == 404
    assert "n'existe pas" in said["message"]


@pytest.mark.parametrize("course", ["agents", "..", "%2e%2e%2ftiny", "tiny%00", "*"])
def test_another_course_is_refused_with_what_to_do(door, course):
    """Nobody uses a course that they are not in."""
    token = door.token("p07", IN_COURSE)
    for what in (f"lessons/{course}", f"lessons/{course}/{LESSON}"):
        status, said = door.ask(what, token)
        assert status in {403, 404}
        assert "code d'atelier" in said["message"] or status == 404


def test_whoever_is_in_no_course_is_refused(door):
    """Who has left their course keeps a token that opens nothing."""
    token = door.token("p08", IN_COURSE)
    door.token("p08", scopes=["access:servers!user=p08"])  # out of the group
    status, said = door.ask(f"lessons/{COURSE}", token)
    assert status == 403
    assert "n'est plus reconnu" in said["message"]


def test_a_trainer_may_try_the_lessons_of_their_course(door):
    token = door.token("p09", TRAINER)
    assert door.ask(f"lessons/{COURSE}/{LESSON}", token)[0] == 200


def test_only_a_token_made_for_handing_in_opens(door):
    """None, invented, in the address, or the token of the person's own server."""
    good = door.token("p10", IN_COURSE)
    server = door.token("p10", IN_COURSE, scopes=["users:activity!user=p10"])
    assert door.ask(f"lessons/{COURSE}")[0] == 401
    assert door.ask(f"lessons/{COURSE}?token={good}")[0] == 401
    assert door.ask(f"lessons/{COURSE}", "0" * 32)[0] == 403
    assert door.ask(f"lessons/{COURSE}", server)[0] == 403
    assert door.ask(f"lessons/{COURSE}", good)[0] == 200


def test_a_course_s_formgrader_cannot_hand_in_for_anybody(door):
    """A service has a token too, and is nobody."""
    token = door.tokens["LIRELAVILLE_TOKEN_TINY"]
    assert door.ask(HAND_IN, token, door.notebook())[0] == 403
    assert door.ask(HAND_IN, door.hub_token, door.notebook())[0] == 403


@pytest.mark.parametrize("who", ["participant", "trainer", "formgrader", "nobody"])
def test_records_are_for_the_hub_alone(door, who):
    tokens = {
        "participant": door.token("p11", IN_COURSE),
        "trainer": door.token("p12", TRAINER),
        "formgrader": door.tokens["LIRELAVILLE_TOKEN_TINY"],
        "nobody": "",
    }
    assert door.ask(f"records/{COURSE}", tokens[who])[0] in {401, 403}


def test_a_revoked_token_stops_within_half_a_minute(door):
    """What the hub said of a token is believed for that long, no longer."""
    from jupyterhub import orm

    from lirelaville.handin.permission import TRUSTED_S, hub_auth

    assert TRUSTED_S <= 60
    assert hub_auth().cache.max_age == TRUSTED_S
    token = door.token("p13", IN_COURSE)
    database = f"sqlite:///{door.site.state / 'hub.sqlite'}"
    with orm.new_session_factory(database)() as session:
        session.delete(orm.APIToken.find(session, token))
        session.commit()
    assert door.ask(f"lessons/{COURSE}", token)[0] == 403


def test_progress_is_kept_and_passed_once_is_passed(door):
    """Only the exercises of the lesson count; what failed tells how often."""
    token = door.token("p14", IN_COURSE)
    for exercise, passed in (
        ("total", False), ("total", True), ("total", False),
        ("moyenne", False), ("moyenne", False),
    ):  # fmt: skip
        said = json.dumps({"exercise": exercise, "passed": passed}).encode()
        assert door.ask(f"progress/{COURSE}/{LESSON}", token, said) == (204, None)
    record = record_of(door, "p14")
    assert record["passed"] == ["total"]
    assert sorted(record["tried"]) == ["moyenne", "total"]
    assert record["tries"]["moyenne"]["count"] == 2
    assert record["last_seen"] >= record["opened_at"]


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (b"", "n'est pas lisible"),
        (b"[]", "n'est pas lisible"),
        (b"[" * 50_000, "n'est pas lisible"),
        (b'{"exercise": "total"}', "n'est pas lisible"),
        (b'{"exercise": "total", "passed": "oui"}', "pas d'exercice de ce nom"),
        (b'{"exercise": "invention", "passed": true}', "pas d'exercice de ce nom"),
        (b'{"exercise": ["total"], "passed": true}', "pas d'exercice de ce nom"),
    ],
)
def test_progress_that_says_nothing_is_refused(door, said, words):
    token = door.token("p15", IN_COURSE)
    status, answer = door.ask(f"progress/{COURSE}/{LESSON}", token, said)
    assert (status, words in answer["message"]) == (400, True)


@pytest.mark.parametrize(
    ("path", "method", "status"),
    [
        (f"lessons/{COURSE}/{LESSON}", "DELETE", 405),
        (f"lessons/{COURSE}/{LESSON}", "PUT", 405),
        (HAND_IN, "GET", 405),
        (f"records/{COURSE}", "POST", 405),
        ("", "GET", 404),
        ("lessons", "GET", 404),
        ("../../hub/api/users", "GET", 404),
        ("handins/tiny/lire/extra", "POST", 404),
    ],
)
def test_any_other_request_gets_a_french_sentence(door, path, method, status):
    token = door.hub_token if "records" in path else door.token("p16", IN_COURSE)
    data = b"{}" if method in {"POST", "PUT"} else None
    answer, said = door.ask(path, token, data, method)
    assert answer == status
    assert said["message"].startswith("Cette adresse")


def test_a_flood_of_hand_ins_is_stopped(door):
    """A kernel in a loop must not fill the disk."""
    token, body = door.token("p17", IN_COURSE), door.notebook()
    answers = [door.ask(HAND_IN, token, body)[0] for _ in range(21)]
    assert answers == [200] * 20 + [429]
    assert "attendez un peu" in door.ask(HAND_IN, token, body)[1]["message"]
    assert len(inbound(door, "p17")) == 20


def test_a_full_disk_is_told_and_leaves_nothing_half_written(door):
    """The system refuses to let the service write more than a megabyte in a file."""
    token, pid = door.token("p18", IN_COURSE), door.part.process.pid
    before = resource.prlimit(pid, resource.RLIMIT_FSIZE)
    resource.prlimit(pid, resource.RLIMIT_FSIZE, (1_000_000, before[1]))
    body = b'{"nbformat": 4, "cells": [], "pad": "' + b"x" * 1_500_000 + b'"}'
    status, said = door.ask(HAND_IN, token, body)
    resource.prlimit(pid, resource.RLIMIT_FSIZE, before)
    assert (status, "disque du serveur est plein" in said["message"]) == (507, True)
    assert inbound(door, "p18") == []
    assert list((door.exchange / "inbound").glob(".*")) == []
    assert door.ask(HAND_IN, token, body)[0] == 200


def test_a_hub_that_is_gone_is_told(door, tmp_path):
    """Another service, whose hub does not answer: nobody is let in, in French."""
    from dataclasses import replace

    from lirelaville.hub.door import start_handin
    from lirelaville.ports import free_ports
    from lirelaville.processes import stop, wait_until_answers

    handin, nothing = free_ports(2)
    here = replace(door.site, state=tmp_path, handin_port=handin, hub_port=nothing)
    part = start_handin(here, door.tokens)
    alone = RunningDoor(here, door.tokens, part)
    wait_until_answers(part, f"{alone.url}api/health")
    status, said = alone.ask(f"lessons/{COURSE}", "a" * 32)
    stop(part)
    assert (status, "L'atelier ne répond pas" in said["message"]) == (503, True)


def test_three_hundred_people_fit_in_one_answer(door):
    """What the trainer's room reads every few seconds."""
    from lirelaville.handin.summary import summary

    engine = record.open_record(door.site.state / "handin" / "record.sqlite")
    moment = record.now()
    rows = [
        {"course": "grand", "person": f"q{n}", "lesson": f"l{m}"}
        for n in range(300)
        for m in range(8)
    ]
    with engine.begin() as connection:
        seen = [row | {"opened_at": moment, "last_seen": moment} for row in rows]
        connection.execute(record.seen.insert(), seen)
        tries = [
            row | {"exercise": f"e{k}", "count": 1, "since": moment, "passed_at": None}
            for row in rows
            for k in range(4)
        ]
        connection.execute(record.tries.insert(), tries)
    status, said = door.ask("records/grand", door.hub_token)
    assert status == 200
    assert len(said["people"]) == 300
    assert said["people"]["q7"] == {"lessons": summary(engine, "grand", "q7")["q7"]}


def test_the_log_holds_neither_token_nor_notebook(door):
    """After everything above, refusals and faults included."""
    said = door.said()
    assert door.hub_token not in said
    assert "nbformat" not in said
    assert stat.S_IMODE((door.site.state / "handin").stat().st_mode) == 0o700


def test_a_lesson_that_is_being_replaced_is_never_given_half(door):
    """nbgrader removes, then copies: what is cut is asked for again, not kept."""
    token = door.token("p23", IN_COURSE)
    path = door.exchange / "outbound" / LESSON / f"{LESSON}.ipynb"
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    cut = door.ask(f"lessons/{COURSE}/{LESSON}", token)
    path.write_bytes(whole)
    assert cut[0] in {404, 503}
    assert door.ask(f"lessons/{COURSE}/{LESSON}", token)[0] == 200
    with pytest.raises(Refusal) as refused:
        handlers._whole(path.with_name("gone.ipynb"))
    assert "en train d'être mise à jour" in refused.value.message


def test_hand_ins_without_a_record_are_found_again(door, tmp_path):
    """The record is lost, or older than the hand-ins: nothing of theirs is."""
    body = door.notebook()
    door.ask(HAND_IN, door.token("p24", IN_COURSE), body)
    (door.exchange / "inbound" / "what+ever+else+it").mkdir()
    before = record.open_record(door.site.state / "handin" / "record.sqlite")
    again = record.open_record(tmp_path / "handin" / "record.sqlite")
    assert catch_up(again, door.exchange.parent) > 0
    assert catch_up(again, door.exchange.parent) == 0
    (mine,), (found,) = (
        record.hand_ins_of(engine, record.Place(COURSE, "p24", LESSON))
        for engine in (before, again)
    )
    assert mine == found


def test_a_lesson_withdrawn_during_the_work_cannot_be_handed_in(door):
    """Nor opened by who does not have it; put back, everything works again."""
    token = door.token("p19", IN_COURSE)
    outbound = door.exchange / "outbound" / LESSON
    away = outbound.rename(outbound.with_name(".away"))
    body = next(away.glob("*.ipynb")).read_bytes()
    try:
        for path, data in ((f"lessons/{COURSE}/{LESSON}", None), (HAND_IN, body)):
            status, said = door.ask(path, token, data)
            assert status == 404
            assert "reste dans votre espace" in said["message"]
    finally:
        away.rename(outbound)
    assert door.ask(HAND_IN, token, body)[0] == 200
