/** States go from the official provider to this one and from one program to another, and nobody plans a change. */
import { expect, it, onTestFinished } from "vitest";
import type { StateFile } from "../../engine/index.js";
import {
  changeCount,
  changed,
  emptySandbox,
  Folder,
  officialSandbox,
  officialState,
  privateData,
  schemaVersions,
  stateWithoutWriteOnly,
  withoutWriteOnly,
} from "../official/support.js";
import { describeWithEach, type Program } from "../support/programs.js";
import { Workdir } from "./workdir.js";

type Sandbox = Awaited<ReturnType<typeof emptySandbox>>;

const FLAGS = { timeout: 180_000 };

/** A folder for the program with the provider of this package. */
async function workdir(sandbox: Sandbox, program: Program, configuration: string, state?: StateFile) {
  const work = new Workdir(sandbox, program);
  onTestFinished(() => work.remove());
  work.write("main.tf", configuration);
  if (state) work.write("terraform.tfstate", JSON.stringify(state));
  await work.init();
  return work;
}

const stateIn = (work: Workdir): StateFile => JSON.parse(work.read("terraform.tfstate"));

const done = async (planned: Promise<Record<string, string>>) => new Set(Object.values(await planned));

describeWithEach(
  ({ title }) => `states change hands with ${title}`,
  (program) => {
    // Terraform has write-only attributes from 1.11 on.
    const isOld = program.name === "terraform";
    const official = () => (isOld ? stateWithoutWriteOnly(officialState()) : officialState());
    const folderOf = (sandbox: Sandbox, state?: StateFile) => {
      const folder = new Folder(sandbox, state);
      if (isOld) folder.configure(withoutWriteOnly(folder.configuration));
      return folder;
    };

    it(
      "takes the official provider's state over, changes it, and hands it to the engine",
      FLAGS,
      async () => {
        const sandbox = await officialSandbox();
        const folder = folderOf(sandbox);
        const work = await workdir(sandbox, program, folder.configuration, official());
        const planned = await work.plan();
        expect(Object.keys(planned)).toHaveLength(isOld ? 42 : 43);
        expect(await done(work.plan())).toEqual(new Set(["no-op"]));

        const count = changeCount(folder.configuration);
        work.write("main.tf", changed(folder.configuration));
        const updates = Object.values(await work.plan()).filter((action) => action !== "no-op");
        expect(updates).toEqual(Array(count).fill("update"));
        await work.apply();
        expect(await done(work.plan())).toEqual(new Set(["no-op"]));
        expect(await done(work.plan("-refresh=false"))).toEqual(new Set(["no-op"]));
        expect(schemaVersions(stateIn(work))).toEqual(schemaVersions(official()));
        privateData(stateIn(work));

        folder.configure(changed(folder.configuration));
        folder.keep(stateIn(work));
        expect(await folder.plan()).toEqual({});
        expect(await folder.plan("--refresh=false")).toEqual({});
      },
    );

    it("takes over what the engine made of the official provider's state", FLAGS, async () => {
      const sandbox = await officialSandbox();
      const folder = folderOf(sandbox, official());
      folder.configure(changed(folder.configuration));
      await folder.apply();
      const work = await workdir(sandbox, program, folder.configuration, folder.state);
      expect(await done(work.plan())).toEqual(new Set(["no-op"]));
      expect(await done(work.plan("-refresh=false"))).toEqual(new Set(["no-op"]));
    });

    it("upgrades the official provider's older states", FLAGS, async () => {
      const sandbox = await officialSandbox();
      const folder = folderOf(sandbox);
      const state = official();
      const older = state.resources.map((resource) =>
        resource.type === "scalr_workspace"
          ? {
              ...resource,
              instances: resource.instances.map((instance) => {
                const {
                  iac_platform: _,
                  execution_mode: __,
                  ...attributes
                } = instance.attributes as Record<string, never>;
                return { ...instance, schema_version: 3, attributes };
              }),
            }
          : resource,
      );
      const work = await workdir(sandbox, program, folder.configuration, { ...state, resources: older });
      expect(await done(work.plan())).toEqual(new Set(["no-op"]));
    });

    it(
      "refuses a state that cannot be taken over, and says which attribute of which object",
      FLAGS,
      async () => {
        const sandbox = await officialSandbox();
        const folder = folderOf(sandbox);
        const state = JSON.stringify(official()).replace(
          '"environments":["env-b2dvz9ug8t907k6m","env-f5hgzm38tevj0pas"]',
          '"environments":"all"',
        );
        const work = await workdir(sandbox, program, changed(folder.configuration), JSON.parse(state));
        const { code, stderr } = await work.run("apply", "-auto-approve", "-no-color");
        expect(code).toBe(1);
        const text = stderr.replaceAll(/\n[│ ]*/g, " ").replaceAll(/\s+/g, " ");
        expect(text).toContain('scalr_agent_pool, agent pool "on-premises" (apool-8ploepxs29be3h2y)');
        expect(text).toContain('Attribute "environments" does not fit the schema');
        expect(text).toContain("with scalr_agent_pool.example");
        expect(stateIn(work)).toEqual(JSON.parse(state));
      },
    );

    it.each(["registry.scalr.io/scalr/scalr", "scalr/scalr", "Scalr/scalr"])(
      "finds the provider as %s",
      FLAGS,
      async (source) => {
        const sandbox = await emptySandbox();
        const configuration = `terraform {
  required_providers {
    scalr = {
      source = "${source}"
    }
  }
}

resource "scalr_tag" "shop" {
  name = "shop"
}
`;
        const work = await workdir(sandbox, program, configuration);
        expect(await work.plan()).toEqual({ "scalr_tag.shop": "create" });
        await work.apply();
        const folder = new Folder(sandbox, stateIn(work));
        folder.configure(configuration);
        expect(await folder.plan()).toEqual({});
      },
    );
  },
);
