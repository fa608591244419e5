// Express that answers prepared bytes: what any server with it costs at least.
import express from "express";
import { serve } from "../shared/child.mjs";

let server;

serve({
  start({ answers, base, type }) {
    const app = express();
    // As the simulator does without them.
    app.disable("x-powered-by");
    app.disable("etag");
    const parse = express.json({ type });
    const answer = (name) => (_request, response) => {
      response.status(answers[name].status).type(type).send(Buffer.from(answers[name].body));
    };
    app.get(`${base}/workspaces/:id`, answer("read"));
    app.get(`${base}/workspaces`, answer("list"));
    app.post(`${base}/workspaces`, parse, answer("create"));
    app.patch(`${base}/workspaces/:id`, parse, answer("update"));
    return new Promise((resolve) => {
      server = app.listen(0, "127.0.0.1", () => resolve({ port: server.address().port }));
      // A process that was busy for longer than this would close connections on which a request has come in.
      server.keepAliveTimeout = 0;
    });
  },
  close: () => new Promise((resolve) => server.close(resolve)),
});
