/** The engine and the real tofu keep out of each other's way on a local state. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { openLocalState, parseState } from "../../engine/index.js";
import { cleanEnvironment, ranOf } from "../cli/support.js";
import { Workspace } from "../engine/support.js";
import { describeWithTofu, tofu } from "../support/tofu.js";

const pathIn = (dir: string) => join(dir, "terraform.tfstate");
const one = 'resource "terraform_data" "a" {}\n';
const held = `${one}resource "terraform_data" "slow" {
  provisioner "local-exec" { command = "echo holding; read line < /dev/stdin || sleep 30" }
}
`;

function start(cwd: string, ...args: string[]) {
  const env = { ...cleanEnvironment(), CHECKPOINT_DISABLE: "1" };
  return spawn(tofu!, [...args, "-no-color"], { cwd, env, stdio: ["ignore", "pipe", "pipe"] });
}

/** Resolves once a process has printed the text. */
async function printed(child: ReturnType<typeof start>, text: string): Promise<void> {
  let all = "";
  while (!all.includes(text)) all += String((await once(child.stdout, "data"))[0]);
}

describeWithTofu("the lock of a state", () => {
  it("of the engine is honoured by tofu, which says who holds it", async () => {
    const { dir } = new Workspace(one);
    await ranOf(start(dir, "init"));
    const state = await openLocalState(pathIn(dir), "OperationTypeApply");
    const refused = await ranOf(start(dir, "apply", "-auto-approve"));
    expect(refused.code).toBe(1);
    expect(refused.stderr).toContain("Error acquiring the state lock");
    expect(refused.stderr).toContain("OperationTypeApply");
    await state.close();
    expect((await ranOf(start(dir, "apply", "-auto-approve"))).code).toBe(0);
  });

  it("is still honoured after the engine has written", async () => {
    const workspace = new Workspace(one);
    const { dir } = workspace;
    await ranOf(start(dir, "init"));
    await workspace.up();
    const state = await openLocalState(pathIn(dir), "OperationTypeApply");
    for (const serial of [1, 2, 3]) {
      await state.write({ ...workspace.state!, serial });
      expect((await ranOf(start(dir, "plan"))).stderr).toContain("Error acquiring the state lock");
    }
    await state.close();
    expect((await ranOf(start(dir, "plan", "-detailed-exitcode"))).code).toBe(0);
  });

  it("of tofu is honoured by the engine, which says who holds it", async () => {
    const { dir } = new Workspace(held);
    await ranOf(start(dir, "init"));
    const applying = start(dir, "apply", "-auto-approve");
    const ended = ranOf(applying);
    await printed(applying, "holding");
    await expect(openLocalState(pathIn(dir), "OperationTypeApply")).rejects.toThrow(
      /is in use by .*@.* \(OperationTypeApply, since /,
    );
    applying.kill("SIGINT");
    await ended;
    await (await openLocalState(pathIn(dir), "OperationTypeApply")).close();
  });

  it("that tofu waits for gives it what the engine wrote last", async () => {
    const workspace = new Workspace(one);
    const { dir } = workspace;
    await ranOf(start(dir, "init"));
    await workspace.up();
    const state = await openLocalState(pathIn(dir), "OperationTypeApply");
    const waiting = start(dir, "apply", "-auto-approve", "-lock-timeout=60s");
    const ended = ranOf(waiting);
    await printed(waiting, "Acquiring state lock");
    await state.write({ ...workspace.state!, serial: 7 });
    await state.close();
    const { code, stdout } = await ended;
    expect(code).toBe(0);
    expect(stdout).toContain("0 added, 0 changed, 0 destroyed");
    const now = parseState(readFileSync(pathIn(dir), "utf8"));
    expect(now.resources).toEqual(workspace.state!.resources);
  });
});
