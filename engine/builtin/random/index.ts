/** `hashicorp/random`: random values that stay the same once they are in the state. */
import type { Provider } from "../../interfaces/provider.js";
import { localProvider } from "../kit/local.js";
import { randomInteger, randomPet, randomShuffle } from "./choices.js";
import { randomBytesResource, randomId, randomUuid, randomUuid4, randomUuid7 } from "./ids.js";
import { randomPassword, randomString } from "./text.js";

/** The provider `hashicorp/random`, with the schemas of version 3.9. */
export function createRandomProvider(): Provider {
  return localProvider({
    resources: {
      random_bytes: randomBytesResource,
      random_id: randomId,
      random_integer: randomInteger,
      random_password: randomPassword,
      random_pet: randomPet,
      random_shuffle: randomShuffle,
      random_string: randomString,
      random_uuid: randomUuid,
      random_uuid4: randomUuid4,
      random_uuid7: randomUuid7,
    },
  });
}
