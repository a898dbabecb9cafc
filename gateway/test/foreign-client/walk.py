"""Walks one case of 蓬溪 from its register to closed, as the systems of three bodies, with the client generated from openapi.json."""

import io
import json
import os
import sys
import urllib.parse
import urllib.request

from liangji_client.api.cases import (
    cases_accept,
    cases_answer_check,
    cases_ask_check,
    cases_class_rules,
    cases_close,
    cases_dispatch,
    cases_feed_back,
    cases_file,
    cases_now,
    cases_pass_check,
    cases_register,
    cases_search_bodies,
    cases_search_classes,
    cases_take,
)
from liangji_client.api.media import media_upload
from liangji_client.api.tasks import tasks_waiting
from liangji_client.client import AuthenticatedClient
from liangji_client.models import *
from liangji_client.models import Acted, Problem
from liangji_client.types import File

ORIGIN, ISSUER, TENANT = os.environ["ORIGIN"], os.environ["ISSUER"], int(os.environ["TENANT"])
PHOTOS = sys.argv[1:]


def sign_in(client_id: str) -> AuthenticatedClient:
    form = {"grant_type": "client_credentials", "client_id": client_id, "client_secret": f"{client_id}-sample"}
    request = urllib.request.Request(
        f"{ISSUER}/protocol/openid-connect/token", urllib.parse.urlencode(form).encode()
    )
    with urllib.request.urlopen(request) as answer:
        return AuthenticatedClient(base_url=ORIGIN, token=json.load(answer)["access_token"])


CENTRE, SANITATION, ENFORCEMENT = (sign_in(f"pengxi-{body}") for body in ("centre", "sanitation", "enforcement"))


def note(step: str, answer) -> None:
    print(json.dumps({"step": step, **answer.to_dict()}, ensure_ascii=False))


def ask(module, client, body):
    answer = module.sync(client=client, body=body)
    if isinstance(answer, Problem) or answer is None:
        raise SystemExit(f"{module.__name__}: {answer}")
    return answer


def act(module, client, body, **more) -> Acted:
    answer = module.sync(client=client, body=body, **more)
    if not isinstance(answer, Acted):
        raise SystemExit(f"{module.__name__}: {answer}")
    note(module.__name__.rsplit(".", 1)[-1], answer)
    return answer


def photo(client, path: str, usage: str) -> Photo:
    with open(path, "rb") as file:
        received = ask(media_upload, client, File(payload=io.BytesIO(file.read())))
    return Photo(sha256=received.sha256, usage=PhotoUsage(usage))


def body_named(words: str) -> int:
    found = ask(cases_search_bodies, CENTRE, CasesSearchBodiesInput(tenant_id=TENANT, words=words))
    return next(body.unit_id for body in found.bodies if body.name.endswith(words))


classes = ask(cases_search_classes, CENTRE, CasesSearchClassesInput(tenant_id=TENANT, words="暴露垃圾"))
class_id = classes.classes[0].id
rules = ask(cases_class_rules, CENTRE, CasesClassRulesInput(tenant_id=TENANT, class_id=class_id))

registration = CasesRegisterInput(
    tenant_id=TENANT,
    source=CasesRegisterInputSource.PATROL,
    kind=CasesRegisterInputKind.EVENT,
    class_id=class_id,
    words="路面有暴露垃圾",
    address="赤城街道迎宾大道 12 号",
)
case = act(cases_register, CENTRE, registration, idempotency_key="call-1")
again = act(cases_register, CENTRE, registration, idempotency_key="call-1")
assert (again.case_id, again.case_no) == (case.case_id, case.case_no)


def on_case(kind, **more):
    """The input of an act on the case as it is now."""
    return kind(tenant_id=TENANT, case_id=case.case_id, version=current.version, **more)


current = case
current = act(cases_accept, CENTRE, on_case(CasesAcceptInput, class_id=class_id, rule_id=rules.rules[0].id))

# Stale: the version before the last act.
stale = CasesFileInput(tenant_id=TENANT, case_id=case.case_id, version=1)
refused = cases_file.sync_detailed(client=CENTRE, body=stale)
assert refused.status_code == 409 and isinstance(refused.parsed, Problem), refused
note("refused", refused.parsed)

current = act(cases_file, CENTRE, on_case(CasesFileInput))
sanitation = body_named("环境卫生所")
current = act(cases_dispatch, CENTRE, on_case(CasesDispatchInput, unit_id=sanitation))

# 环卫所 learns of it by asking what waits.
waiting = ask(tasks_waiting, SANITATION, TasksWaitingInput())
assert [task.case_id for task in waiting.tasks] == [case.case_id], waiting
seen = ask(cases_now, SANITATION, CasesNowInput(tenant_id=TENANT, case_id=case.case_id))
assert (seen.version, seen.state) == (current.version, "disposing"), seen
current = act(cases_take, SANITATION, on_case(CasesTakeInput))
after = photo(SANITATION, PHOTOS[0], "after")
current = act(cases_feed_back, SANITATION, on_case(CasesFeedBackInput, words="已清理", photos=[after]))

# 执法局 looks at it on the spot.
current = act(cases_ask_check, CENTRE, on_case(CasesAskCheckInput, unit_id=body_named("综合行政执法局")))
task = ask(tasks_waiting, ENFORCEMENT, TasksWaitingInput()).tasks[0]
checked = CasesAnswerCheckInput(
    tenant_id=TENANT,
    task_id=task.task_id,
    finding=CasesAnswerCheckInputFinding.PASSED,
    photos=[photo(ENFORCEMENT, PHOTOS[1], "check")],
)
act(cases_answer_check, ENFORCEMENT, checked)
current = ask(cases_now, CENTRE, CasesNowInput(tenant_id=TENANT, case_id=case.case_id))
current = act(cases_pass_check, CENTRE, on_case(CasesPassCheckInput))
current = act(cases_close, CENTRE, on_case(CasesCloseInput))
note("now", ask(cases_now, CENTRE, CasesNowInput(tenant_id=TENANT, case_id=case.case_id)))
