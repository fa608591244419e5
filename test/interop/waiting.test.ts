/** What tofu and terraform do in a terminal while something is in the way: locks, other runs, Ctrl-C, limits. */
import { randomBytes } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Run } from "../../simulator/core/entities.js";
import { Gate, type Workshop, workshop } from "../agent/workshop.js";
import { afterSuite } from "../support/process.js";
import { describeWithEach } from "../support/programs.js";
import { useSandbox } from "../support/sandbox.js";
import { block, type Form, Terminal } from "./terminal.js";

const box = useSandbox({ clock: "real", httpsPort: 0 });
const MAIN = 'resource "terraform_data" "a" { input = "a" }\n';
const ESCAPE = String.fromCharCode(27);
let count = 0;

describeWithEach(
  ({ name }) => `${name} in a terminal that has to wait`,
  (program) => {
    let where: Workshop;
    let organization: string;
    const atEnd = afterSuite();

    beforeAll(async () => {
      where = await workshop(box.sandbox, { SCALR_AGENT_EXECUTOR: program.path! }, atEnd);
      organization = box.sandbox.simulator.store.get("environments", where.environment)!.name;
    });

    describe.each<Form>(["remote", "cloud"])("by %s", (form) => {
      let terminal: Terminal;
      let id: string;

      beforeEach(async () => {
        const name = `waits-${++count}`;
        const attributes = { "terraform-version": "auto" };
        id = (await box.sandbox.workspace(name, where.environment, attributes, where.pool)).id;
        terminal = new Terminal(box.sandbox, program);
        terminal.write("backend.tf", block(form, terminal.host, organization, { name }));
        terminal.write("main.tf", MAIN);
        await terminal.run("init");
      });

      const runs = (): readonly Run[] => box.sandbox.simulator.store.find("runs", "workspace", id);
      const lastRun = (): Run => runs().at(-1)!;
      const lock = (how: "lock" | "unlock", body?: object) =>
        box.sandbox.send(how === "lock" ? "POST" : "GET", `workspaces/${id}/actions/${how}`, body);

      it("shows the log of the agent with its colours", async () => {
        const plan = terminal.start(["plan"]);
        const { stdout } = await plan.ended;
        expect(plan.shown).toContain("Plan: 1 to add");
        expect(stdout).toContain(`${ESCAPE}[32m+${ESCAPE}[0m`);
        const { body } = await box.sandbox.get(`plans/${lastRun().plan}/output`);
        expect(body).toContain(`${ESCAPE}[`);
      });

      it("says which error a run has, whatever colour it has in the log", async () => {
        terminal.write("main.tf", 'resource "terraform_data" "a" { input = nothing.here }\n');
        const told = await terminal.fails("plan");
        expect(told.match(/Reference to undeclared resource/g)).toHaveLength(1);
        expect(lastRun().errorMessage).toBe("Reference to undeclared resource");
      });

      it("waits for a run that is ahead, and says so", async () => {
        const first = terminal.start(["apply"]);
        await first.showing("Enter a value:");
        const ahead = lastRun().id;
        const second = terminal.start(["apply", "-auto-approve"]);
        await second.showing("Waiting for 1 run(s) to finish before being queued");
        const { message } = await box.sandbox.waitingFor(lastRun().id);
        expect(message).toContain(ahead);
        first.type("yes");
        expect((await first.ended).code).toBe(0);
        expect((await second.ended).code, second.shown).toBe(0);
        expect(runs().map(({ status }) => status)).toEqual(["applied", "planned_and_finished"]);
      });

      it("waits for a lock to be removed, for as long as -lock-timeout allows", async () => {
        await lock("lock", { reason: "Release on Friday" });
        const patient = terminal.start(["apply", "-auto-approve", "-lock-timeout=60s"]);
        await patient.showing("Waiting for the manually locked workspace to be unlocked...");
        await lock("unlock");
        expect((await patient.ended).code, patient.shown).toBe(0);

        await lock("lock", { reason: "Release on Friday" });
        const hasty = terminal.start(["apply", "-auto-approve", "-lock-timeout=2s"]);
        await hasty.showing("Lock timeout exceeded, sending interrupt to cancel the remote operation.");
        await hasty.ended;
        await box.sandbox.until("runs", lastRun().id, (run) => run!.status === "canceled");
        // Whoever works on the state itself is told at once who holds it.
        const refused = await terminal.fails("state", "rm", "-lock-timeout=60s", "terraform_data.a");
        expect(refused).toContain("Release on Friday");
        await lock("unlock");
      });

      it("ends at a second Ctrl-C, and the run continues until somebody cancels it", async () => {
        const gate = new Gate();
        const command = `trap '' INT; ${gate.command("a")}`;
        terminal.write(
          "main.tf",
          `resource "terraform_data" "a" {
             provisioner "local-exec" { command = ${JSON.stringify(command)} }
           }`,
        );
        const apply = terminal.start(["apply", "-auto-approve"]);
        await gate.until(() => gate.begun("a"));
        // Once its request to cancel is answered, it ends as if nothing had happened: a second Ctrl-C would come too late.
        const faults = "/api/sandbox/v1/faults";
        const path = "/api/tfe/v2/runs/*/actions/cancel";
        await box.sandbox.send("POST", faults, { method: "POST", path, delay: "5m", count: 1 });
        apply.interrupt();
        await apply.showing("Interrupt received.");
        apply.interrupt();
        expect((await apply.ended).code, apply.shown).not.toBe(0);
        await box.sandbox.send("DELETE", faults);
        expect(lastRun().status).toBe("applying");
        const canceled = await box.sandbox.send("POST", `runs/${lastRun().id}/actions/cancel`);
        expect(canceled.status).toBeLessThan(300);
        // An apply whose command ended meanwhile would be applied.
        await box.sandbox.until("runs", lastRun().id, (run) => run!.status === "canceled");
        gate.open();
      });

      it("refuses a configuration above the limit, and says which that is", async () => {
        writeFileSync(join(terminal.folder, "large.bin"), randomBytes(66 * 1024 * 1024));
        const told = await terminal.fails("plan");
        expect(told).toMatch(/413|too large|larger than|limit/i);
        expect(runs().filter(({ status }) => status === "pending" || status === "planning")).toEqual([]);
      });

      it("prints JSON for programs", async () => {
        await terminal.run("apply", "-auto-approve");
        expect(JSON.parse(await terminal.run("output", "-json"))).toEqual({});
        const state = JSON.parse(await terminal.run("show", "-json"));
        expect(state.values.root_module.resources[0].address).toBe("terraform_data.a");
        const json = terminal.start(["plan", "-json"]);
        const { code } = await json.ended;
        expect(code).toBe(0);
        // Both programs begin in JSON, and continue with the log of the run as it is.
        expect(JSON.parse(json.shown.split("\n")[0]!)).toMatchObject({ type: "version" });
        expect(json.shown).toContain("No changes.");
      });
    });
  },
);
