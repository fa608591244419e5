/** OpenTofu's workspaces on the command line. */
import { test } from "vitest";
import { follow } from "./sessions.js";
import { typed } from "./support.js";
import { sessions } from "./workspaces.js";

test.each(sessions)("$what", (session) => follow(session, (args, cwd, env) => typed(args, { cwd, env })));
