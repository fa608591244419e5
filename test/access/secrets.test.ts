import { expect, it } from "vitest";
import { everythingTold } from "../support/planted-secrets.js";
import { useSandbox } from "../support/sandbox.js";
import { Fixtures } from "./fixtures.js";

const world = useSandbox();

it("no event tells a secret that the API does not show", async () => {
  const { sandbox } = world;
  const fixtures = new Fixtures(sandbox);
  await fixtures.prepare();
  const { workspace } = fixtures;
  const secret = (name: string) => `secret-of-${name}`;
  const send = async (path: string, type: string, attributes: object, relationships: object = {}) => {
    const reply = await sandbox.send("POST", path, { data: { type, attributes, relationships } });
    expect(reply.status, JSON.stringify(reply.body)).toBe(201);
    expect(JSON.stringify(reply.body)).not.toContain("secret-of-");
    return reply.body.data.id as string;
  };
  const target = (type: string, id: string) => ({ data: { type, id } });
  await send(
    "vars",
    "vars",
    { key: "a", value: secret("variable"), category: "shell", sensitive: true },
    { workspace: target("workspaces", workspace) },
  );
  await send("vcs-providers", "vcs-providers", {
    name: "vcs",
    "vcs-type": "github",
    token: secret("provider"),
  });
  await send("ssh-keys", "account-ssh-keys", { name: "key", "private-key": secret("key") });
  const provider = await send("provider-configurations", "provider-configurations", {
    name: "aws",
    "provider-name": "aws",
    "aws-secret-key": secret("configuration"),
  });
  await send(`provider-configurations/${provider}/parameters`, "provider-configuration-parameters", {
    key: "p",
    value: secret("parameter"),
    sensitive: true,
  });
  const set = await send("var-sets", "var-sets", { name: "set" });
  await send(
    "var-set-variables",
    "var-set-variables",
    { key: "b", value: secret("set"), category: "shell", sensitive: true },
    { "var-set": target("var-sets", set) },
  );
  await sandbox.create("agent-pools", {
    name: "serverless",
    "webhook-headers": [{ name: "X-Key", value: secret("header"), sensitive: true }],
  });
  await sandbox.run(workspace, undefined, {
    variables: [{ key: "c", value: secret("run"), sensitive: true }],
  });
  const stored = JSON.stringify(
    [...sandbox.simulator.store.types].map((type) => [...sandbox.simulator.store.all(type)]),
  );
  expect(stored.match(/secret-of-\w+/g)?.length).toBe(8);
  const told = await everythingTold(world.sandbox);
  expect(told).toContain(provider);
  expect(told).not.toContain("secret-of-");
  for (const { hash } of sandbox.simulator.store.all("access-tokens")) expect(told).not.toContain(hash);
});
