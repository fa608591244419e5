import { expect } from "vitest";
import { createScalrProvider } from "../../provider/resources/index.js";
import { OLDER, olderState, withOtherNothing } from "../official/older.js";
import {
  changed,
  emptySandbox,
  Folder,
  officialSandbox,
  officialState,
  privateData,
} from "../official/support.js";

const SOURCES = ["registry.scalr.io/scalr/scalr", "scalr/scalr", "Scalr/scalr"];

/** Instances that keep something in each of the forms that there are. */
const KEPT = ["scalr_agent_pool.example", "scalr_variable.example", "scalr_variable.secret"];

const configuration = (source: string, rest: string) => `terraform {
  required_providers {
    scalr = { source = "${source}" }
  }
}
${rest}`;

const READ_ONLY = `
resource "scalr_environment" "a" {
  name          = "a"
  policy_groups = []
  status        = "Active"
}
resource "scalr_workspace" "b" {
  name           = "b"
  environment_id = scalr_environment.a.id
  has_resources  = true
}`;

const DATA = `
resource "scalr_environment" "alone" {
  name = "alone"
}
resource "scalr_environment" "everybody" {
  name = "everybody"
}
resource "scalr_federated_environments" "all" {
  environment_id         = scalr_environment.everybody.id
  federated_environments = ["*"]
}
resource "scalr_vcs_provider" "github" {
  name     = "github"
  vcs_type = "github"
  token    = "t"
}
resource "scalr_variable" "region" {
  key            = "region"
  value          = "eu"
  category       = "terraform"
  environment_id = scalr_environment.alone.id
}
data "scalr_environment" "alone" {
  id = scalr_environment.alone.id
}
data "scalr_environment" "everybody" {
  id = scalr_federated_environments.all.environment_id
}
data "scalr_vcs_provider" "github" {
  id = scalr_vcs_provider.github.id
}
data "scalr_variables" "region" {
  keys       = [scalr_variable.region.key]
  depends_on = [scalr_variable.region]
}
output "seen" {
  value = {
    alone         = data.scalr_environment.alone.federated_environments
    withEverybody = data.scalr_environment.everybody.federated_environments
    vcs           = data.scalr_vcs_provider.github.environments
    changed = [for name, value in one(data.scalr_variables.region.variables) :
    name if startswith(name, "updated_") && length(value) > 0]
  }
}`;

/** What is seen of the facts about the provider and its states; for the time of one test each. */
export const providerFacts = {
  async schemaVersions() {
    const all = Object.entries(createScalrProvider().schema.resources);
    return Object.fromEntries(all.flatMap(([type, { version }]) => (version === 0 ? [] : [[type, version]])));
  },

  async plansOfOlderStates() {
    const plans: Record<string, unknown> = {};
    for (const older of OLDER) {
      const folder = new Folder(await officialSandbox(), olderState(older));
      plans[`${older.type} ${older.version}`] = await folder.plan();
    }
    return plans;
  },

  async privateDataAfterApply() {
    const folder = new Folder(await officialSandbox(), officialState());
    folder.configure(changed(folder.configuration));
    await folder.apply();
    const all = privateData(folder.state);
    return Object.fromEntries(KEPT.map((address) => [address, all[address]]));
  },

  planOfOfficialState: async () => new Folder(await officialSandbox(), officialState()).plan(),

  planOfOtherNothing: async () =>
    new Folder(await officialSandbox(), withOtherNothing(officialState())).plan(),

  async readOnlyAttributes() {
    const folder = new Folder(await emptySandbox());
    folder.configure(configuration(SOURCES[0]!, READ_ONLY));
    const { code, stdout, stderr } = await folder.run("plan");
    expect(code).toBe(1);
    const text = `${stdout}${stderr}`;
    expect(text).toContain("Error: Invalid Configuration for Read-Only Attribute");
    return [...text.matchAll(/Cannot set "(\w+)": the provider decides this value/g)].map(([, name]) => name);
  },

  async plansOfSources() {
    const plans: Record<string, unknown> = {};
    for (const source of SOURCES) {
      const folder = new Folder(await emptySandbox());
      folder.configure(configuration(source, 'resource "scalr_tag" "shop" {\n  name = "shop"\n}\n'));
      plans[source] = await folder.plan();
    }
    return plans;
  },

  async dataSources() {
    const folder = new Folder(await emptySandbox());
    folder.configure(configuration(SOURCES[0]!, DATA));
    await folder.apply();
    const { stdout } = await folder.run("output", "seen", "--json");
    return JSON.parse(stdout);
  },
};
