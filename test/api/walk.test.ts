import { beforeAll, describe, expect, it } from "vitest";
import { CONTRACT_ROUTES } from "../../simulator/api/scalr/unsimulated.js";
import { afterSuite } from "../support/process.js";
import { type Api, type Reply, startApi } from "./support.js";

const atEnd = afterSuite();

/** Every operation of scalr.io is answered: carried out, refused for a reason, or said not to be simulated. */
let api: Api;
beforeAll(async () => {
  api = await startApi(atEnd);
});

/** What answers 501, by the beginning of the path: all of it is said in docs/reference/api.md. */
const NOT_SIMULATED = [
  // Reports, usage and billing.
  "/accounts/{account}/metrics",
  "/metrics",
  "/provider-configurations/{provider_configuration}/workspaces-usage",
  "/reports/",
  "/usage-statistics",
  // Stages of a run that do not run.
  "/cost-estimates/",
  "/policy-group-checks/",
  // Signing in, and what comes from an identity provider.
  "/accounts/{account}/relationships/sso-bypass-users",
  "/iam/",
  "/logout",
  "/service-accounts/assume",
  // What lives in repositories and registries.
  "/module-test-provider-configuration-links/",
  "/modules/{module}/changelog",
  "/test-configurations/",
  "/vcs-tasks",
  // Slack's own data.
  "/integrations/slack/{account}/connection",
];

const isBelow = (path: string) => (prefix: string) => path.startsWith(prefix);

/** The same operation with an id that nothing has. */
const call = (method: string, path: string): Promise<Reply> =>
  api.send(
    method,
    path.slice(1).replace(/\{\w+\}/g, "no-such-id"),
    method === "POST" || method === "PATCH" ? {} : undefined,
  );

describe("a walk of all operations of the contract", () => {
  it.each(CONTRACT_ROUTES.map(({ method, path }) => [method, path]))("%s %s", async (method, path) => {
    const { status, body } = await call(method!, path!);
    expect(status, JSON.stringify(body)).not.toBe(405);
    if (status === 404) expect(body.errors[0].detail ?? "").not.toMatch(/^There is no/);
    if (status === 501) {
      expect(body.errors[0]).toMatchObject({ status: "501", title: "Not Implemented" });
      expect(body.errors[0].detail).toMatch(/does not simulate/);
      expect(NOT_SIMULATED.filter(isBelow(path!)), "a 501 that nobody decided on").not.toEqual([]);
    } else expect(status).toBeLessThan(500);
  });

  it("says 501 about all that is decided not to be simulated", async () => {
    const answers = await Promise.all(
      CONTRACT_ROUTES.map(async ({ method, path }) => [path, (await call(method, path)).status] as const),
    );
    const unsimulated = answers.filter(([, status]) => status === 501).map(([path]) => path);
    expect(NOT_SIMULATED.filter((prefix) => !unsimulated.some((path) => path.startsWith(prefix)))).toEqual(
      [],
    );
  });

  it("asks for a token before it says so", async () => {
    const { status } = await api.as("nobody's").send("GET", "reports/billing");
    expect(status).toBe(401);
  });
});
