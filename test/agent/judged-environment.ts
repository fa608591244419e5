import { chmodSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Observer } from "../../cli/demo/stage/observer.js";
import type { Api } from "../api/support.js";
import { policyFile, rego } from "../integrations/policies/stage.js";
import { PrivateServer, Repository } from "../vcs/git-server.js";
import { AgentProcess } from "./agent-process.js";

const PASSWORD = "s3cret-of-the-git-server";

/** In the place of `opa`: it notes that it evaluates, and waits at a gate, which no real policy can be made to do. */
const waitingOpa = (noted: string, gate: string) => `#!/bin/sh
if [ "$1" = version ]; then echo "Version: 1.4.2"; exit 0; fi
echo judged >> "${noted}"
while [ ! -e "${gate}" ]; do sleep 0.05; done
echo '{"result":[{"expressions":[{"value":[]}]}]}'
`;

/** An environment whose runs one policy judges, which waits at a gate. */
export class JudgedEnvironment {
  private constructor(
    readonly id: string,
    readonly opa: string,
    private readonly noted: string,
  ) {}

  /** Its policies are fetched once, from a real Git server, by an agent that then leaves. */
  static async open(
    api: Api,
    observer: () => Observer,
    { folder, gate, url }: { readonly folder: string; readonly gate: string; readonly url: string },
    atEnd: (end: () => unknown) => void,
  ): Promise<JudgedEnvironment> {
    const [opa, noted] = [join(folder, "opa"), join(folder, "judged")];
    writeFileSync(opa, waitingOpa(noted, gate));
    chmodSync(opa, 0o755);
    const repository = new Repository(folder, "acme/policies");
    repository.push({
      "scalr-policy.hcl": policyFile({ slow: "hard-mandatory" }),
      "slow.rego": rego("false", "never"),
    });
    const proxy = await new PrivateServer(join(folder, "repositories"), PASSWORD, atEnd as never).listen();
    const pool = await api.create("agent-pools", { name: "git", "vcs-enabled": true });
    const provider = await api.create(
      "vcs-providers",
      { name: "git", "vcs-type": "github_enterprise", url: "http://git.corp.invalid", token: PASSWORD },
      { "agent-pool": pool.id },
    );
    const token = (await api.create(`agent-pools/${pool.id}/access-tokens`)).attributes.token as string;
    const environment = await api.create("environments", { name: "judged" });
    await api.create(
      "policy-groups",
      { name: "guard", "opa-version": "1.4.2", "vcs-repo": { identifier: "acme/policies" } } as never,
      { "vcs-provider": provider.id, environments: [environment.id] } as never,
    );
    const env = {
      SCALR_URL: url,
      SCALR_AGENT_TOKEN: token,
      SCALR_AGENT_NAME: "git",
      SCALR_AGENT_DATA_DIR: join(folder, "git-agent"),
      http_proxy: proxy,
    };
    const agent = new AgentProcess(env, atEnd as never);
    await observer().until("the policies are fetched", () => observer().all("policies").length === 1, 60);
    await agent.kill("SIGTERM");
    return new JudgedEnvironment(environment.id, opa, noted);
  }

  /** How often the policy was evaluated. */
  get timesJudged(): number {
    return existsSync(this.noted) ? readFileSync(this.noted, "utf8").trim().split("\n").length : 0;
  }
}
