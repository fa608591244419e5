import type { UpcomingClock } from "../../../../sandbox/contract/answers.js";
import { sandbox } from "../../data/api.js";
import { isVirtual, now } from "../../data/clock.js";
import { nameOf } from "../../data/derived.js";
import { useFetched } from "../../data/fetched.js";
import { absolute } from "../../data/format.js";
import { isOperator } from "../../data/session.js";
import { useCommits } from "../../data/settled.js";
import { Link } from "../../parts/link.js";
import { Card } from "../../parts/page.js";
import { Time } from "../../parts/status.js";

/** The sandbox's time, and the next deadlines. */
export function ClockCard() {
  const commits = useCommits();
  const { value } = useFetched(() => sandbox.get<UpcomingClock>("clock"), [commits]);
  return (
    <Card title="Sandbox clock" actions={isOperator() && <Link href="/sandbox">Advance it</Link>}>
      <div class="stack">
        <p class="big-time number">{absolute(now())}</p>
        <p class="muted">
          {isVirtual()
            ? "Time stands still until you advance it."
            : "Time passes as usual, and you can advance it."}
        </p>
        {isOperator() && value !== undefined && value.upcoming.length > 0 && (
          <ul class="stack">
            {value.upcoming.slice(0, 3).map(({ at, name, object }) => (
              <li key={`${at}${name}${object.id}`} class="row spread">
                <span>
                  {name.replaceAll("-", " ")} <span class="muted">{nameOf(object.type, object.id)}</span>
                </span>
                <Time at={at} />
              </li>
            ))}
          </ul>
        )}
      </div>
    </Card>
  );
}
