type Variables = Readonly<Record<string, string>>;

/** The values that the variables had before the first layer. */
const originals = new Map<string, string | undefined>();
/** The last layer is on top. */
const layers: Variables[] = [];

/** Sets variables in the environment of this process. A layer that is already there moves to the top. */
export function pushLayer(layer: Variables): void {
  if (layers.at(-1) === layer) return;
  for (const name of Object.keys(layer)) if (!originals.has(name)) originals.set(name, process.env[name]);
  drop(layer);
  layers.push(layer);
  apply();
}

/** Removes a layer, and restores the values that it covered. Layers can be removed in any order. */
export function removeLayer(layer: Variables): void {
  drop(layer);
  apply();
  if (layers.length === 0) originals.clear();
}

function drop(layer: Variables): void {
  const index = layers.indexOf(layer);
  if (index >= 0) layers.splice(index, 1);
}

function apply(): void {
  for (const [name, original] of originals) {
    const value = layers.reduce((found, layer) => layer[name] ?? found, original);
    if (value === undefined) Reflect.deleteProperty(process.env, name);
    else process.env[name] = value;
  }
}
