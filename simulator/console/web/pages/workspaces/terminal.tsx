import type { Workspace } from "../../../../core/entities.js";
import { ApiFault, sandbox } from "../../data/api.js";
import { useFetched } from "../../data/fetched.js";
import { world } from "../../data/world.js";
import { Code } from "../../parts/button.js";
import { Card, Empty } from "../../parts/page.js";
import { backendBlock, outputUsage } from "./backend-text.js";

/** The host that tofu and terraform reach over HTTPS; null when the sandbox has none. */
async function secureHost(): Promise<string | null> {
  if (window.location.protocol === "https:") return window.location.host;
  try {
    return new URL((await sandbox.get<{ readonly url: string }>("https")).url).host;
  } catch (error) {
    if (error instanceof ApiFault) return null;
    throw error;
  }
}

/** How to use the workspace from a terminal: what to paste into a configuration, and how others read its outputs. */
export function InTerminal({ workspace }: { workspace: Workspace }) {
  const { value: host } = useFetched(secureHost, []);
  const environment = world.get("environments", workspace.environment);
  if (host === undefined || environment === undefined) return <p class="muted">Working it out …</p>;
  if (host === null)
    return (
      <Empty title="The sandbox has no HTTPS">
        tofu and terraform insist on it. Start the sandbox without <code>--no-https</code>.
      </Empty>
    );
  const place = { host, environment, workspace: workspace.name };
  return (
    <div class="stack">
      <Card title="Run it from a terminal">
        <div class="stack">
          <p class="muted">
            Paste this into the configuration, then plan and apply: the runs execute on this workspace's
            agents.
          </p>
          <Code text={backendBlock(place)} label="the backend block" />
          <Code text={'eval "$(scalr-sandbox env)"\ntofu init\ntofu plan'} label="the commands" />
        </div>
      </Card>
      <Card title="Read its outputs elsewhere">
        <Code text={outputUsage(place, "<name>")} label="the data source" />
      </Card>
    </div>
  );
}
