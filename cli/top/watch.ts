import type { Change } from "../events/change.js";
import type { FeedEvent } from "../events/feed.js";
import type { Viewer } from "./viewer.js";
import { World } from "./world.js";

/** Shows what a feed tells; returns when it ends, or once all that exists was shown when `once`. */
export async function watch(events: AsyncIterable<FeedEvent>, viewer: Viewer, once: boolean): Promise<void> {
  const world = new World();
  let commit: Change[] = [];
  let isLive = false;
  for await (const event of events) {
    switch (event.kind) {
      case "restart":
        world.clear();
        commit = [];
        isLive = false;
        break;
      case "change":
        if (!isLive) {
          world.take(event.change);
          break;
        }
        // A part of a commit is not shown: it may never have been so.
        commit.push(event.change);
        if (!event.isLast) break;
        for (const change of commit) world.take(change);
        viewer.changed(world, commit);
        commit = [];
        break;
      case "live":
        isLive = true;
        world.at = event.at;
        viewer.known(world);
        if (once) return;
        break;
      case "lost":
        commit = [];
        viewer.connection(event.reason);
        break;
      case "back":
        viewer.connection(null);
        break;
    }
  }
}
