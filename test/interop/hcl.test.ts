import { cpSync } from "node:fs";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { startSandbox } from "../../cli/testing/index.js";
import { worldOf } from "../cli/testing/world.js";
import { describeWithEach } from "../support/programs.js";
import { succeed, Workdir } from "./workdir.js";

const folder = join(import.meta.dirname, "..", "..", "examples", "hcl");

describeWithEach(
  ({ title }) => `examples/hcl with the real ${title}`,
  (program) => {
    it("makes what the embedded engine makes of it, then nothing more", { timeout: 180_000 }, async () => {
      const [byProgram, byEngine] = await Promise.all([startSandbox(), startSandbox()]);
      const workdir = new Workdir(byProgram, program);
      onTestFinished(async () => {
        workdir.remove();
        await Promise.all([byProgram.close(), byEngine.close()]);
      });
      cpSync(folder, workdir.path, { recursive: true });
      await workdir.init();
      const planned = Object.values(await workdir.plan());
      expect(planned).toHaveLength(30);
      expect(new Set(planned)).toEqual(new Set(["create"]));
      await workdir.apply();
      await byEngine.apply(folder);
      expect(await worldOf(byProgram.client)).toEqual(await worldOf(byEngine.client));
      expect(new Set(Object.values(await workdir.plan()))).toEqual(new Set(["no-op"]));
      await succeed(workdir.run("destroy", "-auto-approve", "-no-color"));
      expect(await byProgram.client.list("workspaces")).toEqual([]);
    });
  },
);
