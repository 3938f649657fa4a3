type Variables = Readonly<Record<string, string>>;

/** What the variables were that a layer sets, before any did. */
const before = new Map<string, string | undefined>();
/** The layers, the one on top last. */
const layers: Variables[] = [];

/** Lays variables over this process's environment, or brings them to the top where they are laid over it already. */
export function layOver(layer: Variables): void {
  if (layers.at(-1) === layer) return;
  for (const name of Object.keys(layer)) if (!before.has(name)) before.set(name, process.env[name]);
  drop(layer);
  layers.push(layer);
  apply();
}

/** Takes them away. What they have covered is there again, whatever the order. */
export function removeEntity(layer: Variables): void {
  drop(layer);
  apply();
  if (layers.length === 0) before.clear();
}

function drop(layer: Variables): void {
  const index = layers.indexOf(layer);
  if (index >= 0) layers.splice(index, 1);
}

function apply(): void {
  for (const [name, original] of before) {
    const value = layers.reduce((found, layer) => layer[name] ?? found, original);
    if (value === undefined) Reflect.deleteProperty(process.env, name);
    else process.env[name] = value;
  }
}
