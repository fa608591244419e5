/** Commands on a state and a configuration, and what is said of those that there are not. */
import { describe, expect, test } from "vitest";
import { instead } from "../../cli/instead.js";
import { registry } from "../../cli/registry.js";
import { follow } from "./sessions.js";
import { stateSessions } from "./state-commands.js";
import { typed } from "./support.js";

test.each(stateSessions)("$what", (session) =>
  follow(session, (args, cwd, env) => typed(args, { cwd, env })),
);

describe("commands of tofu that there are not", () => {
  test.each(Object.entries(instead))("%s is answered with what to do", async (name, remedy) => {
    expect(Object.keys(registry)).not.toContain(name);
    const { code, stderr } = await typed([...name.split(" "), "-check"]);
    expect(code).toBe(2);
    expect(stderr).toBe(`Error: There is no command "${name}". ${remedy}\n`);
  });
});
