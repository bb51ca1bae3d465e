/**
 * The details of all events, as the viewer serialises them (`src/element/events.rs` compares them). `satisfies` compares them
 * with the types: a field that is missing, superfluous or of another type does not compile.
 */
import type { HappytalkEvents } from '../../www/happytalk.js';

type Details = { [Name in keyof HappytalkEvents]: HappytalkEvents[Name]['detail'] };

export default {
  "happytalk-action": { "messageId": null, "type": "LINK", "name": "바로가기", "url": "https://shop.example/" },
  "happytalk-error": { "kind": "not-found", "status": null, "message": "room" },
  "happytalk-load": { "room": "r1", "messages": 2, "undecoded": 1 },
  "happytalk-navigate": { "query": "selected=r1", "step": "push" },
  "happytalk-ready": { "version": "0.1.0" },
  "happytalk-reveal": { "messageId": "7" },
  "happytalk-select": { "room": "r1" },
  "happytalk-token-expiring": { "exp": 1800000000 }
} satisfies Details;
