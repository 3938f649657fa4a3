import fc from "fast-check";

// Property tests always use the same random values, so that a commit fails only because of its own changes. `npm run fuzz`
// and `npm run chaos` use new ones.
fc.configureGlobal({ seed: 20261125 });
