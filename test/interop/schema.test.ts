import { afterAll, beforeAll, expect, it } from "vitest";
import { SCALR_PROVIDER_SOURCE } from "../../provider/resources/index.js";
import type { SchemaJson } from "../../scripts/official-provider.mjs";
import { officialSchemas, unexplained } from "../provider/official.js";
import { describeWithEach } from "../support/programs.js";
import { HEADER } from "./stack.js";
import { succeed, Workdir } from "./workdir.js";

describeWithEach(
  ({ name }) => `${name} providers schema`,
  (program) => {
    let work: Workdir;
    let schema: SchemaJson;

    beforeAll(async () => {
      work = new Workdir({ url: "http://127.0.0.1:9", token: "none" }, program);
      work.write("main.tf", HEADER);
      await work.init();
      const { stdout } = await succeed(work.run("providers", "schema", "-json"));
      schema = JSON.parse(stdout).provider_schemas[SCALR_PROVIDER_SOURCE];
    }, 60_000);
    afterAll(() => work.remove());

    it("is the official provider's, but for what is meant to differ", () => {
      const theirs = structuredClone(officialSchemas);
      // Terraform prints "write_only" from 1.11 on.
      if (program.name === "terraform")
        delete theirs.resource_schemas.scalr_variable.block.attributes.value_wo.write_only;
      expect(unexplained(theirs, schema)).toEqual([]);
    });

    it("keeps the provider's token out of sight", () => {
      expect(schema.provider.block.attributes.token.sensitive).toBe(true);
    });
  },
);
