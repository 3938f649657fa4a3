import { ownedByEntry, memberIdIn, writeOf, type Key } from "./contents";
import type { Observation } from "./observation";

/**
 * Whom a deployment has removed without its preview having named them: neither a message did, nor the difference that Pulumi
 * itself shows of a resource. Who is there again is not meant.
 */
export function removalsNotInPreview(seen: Observation): Key[] {
  const { preview, calls, family, before, after } = seen;
  if (!preview) return [];
  const removed = calls.flatMap((call) => {
    const write = writeOf(family, call);
    return write?.verb === "delete" ? write.written : [];
  });
  return [...new Set(removed)].filter(
    (key) => before.contents.has(key) && !after.contents.has(key) && !isNamed(seen, key),
  );
}

function isNamed({ preview, family, before }: Observation, key: Key): boolean {
  const { changes, planned, mentions } = preview!;
  const text = memberIdIn(key) ?? key;
  if (mentions(text)) return true;
  return before.entries
    .filter((entry) => ownedByEntry(family, entry).has(key))
    .some(({ name }) => {
      const ops = changes.filter((change) => change.endsWith(` ${name}`));
      if (ops.some((op) => !op.startsWith("update"))) return true;
      const now = planned.find((entry) => entry.name === name && !entry.delete);
      return ops.length > 0 && !JSON.stringify(now?.inputs ?? {}).includes(text);
    });
}
