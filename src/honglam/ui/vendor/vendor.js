// Copies what the pages borrow from others into ../static/ui/vendor, trimmed and re-coloured, licences beside it.
// Run by whoever changes a version: `npm ci && npm run vendor`. Whoever runs the product builds nothing.
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import cssnano from "cssnano";
import * as esbuild from "esbuild";
import postcss from "postcss";
import * as sass from "sass";

const here = dirname(fileURLToPath(import.meta.url));
const modules = join(here, "node_modules");
const out = join(here, "../static/ui/vendor");
const fonts = join(here, "../fonts");
const assets = join(here, "../../../../tests/assets");

const SIZES = { "3.3125rem": "80", "2.5rem": "48", "2rem": "36", "1.625rem": "27", "1.375rem": "24", "1.1875rem": "19", "1.0625rem": "16" };
const MOJ_SIZES = { "1.5rem": "24", "1.3125rem": "24", "1.1875rem": "19", "1rem": "16" };
// GOV.UK's functional colours, by name, and the palette values written out in its rules: each becomes our token.
const FUNCTIONAL = {
  brand: "lam-700", text: "ink", "inverse-text": "paper", "template-background": "mist", "body-background": "mist",
  "print-text": "ink", "secondary-text": "slate", focus: "focus", "focus-text": "focus-ink", error: "hong-700",
  success: "leaf-700", border: "line", "input-border": "field", hover: "line", link: "lam-700", "link-visited": "lam-700",
  "link-hover": "lam-hover", "link-active": "ink", "surface-background": "lam-50", "surface-text": "ink", "surface-border": "lam-100",
};
const PALETTE = {
  "#0b0c0c": "ink", "#fd0": "focus", "#ffdd00": "focus", "#cecece": "line", "#f3f3f3": "mist", "#fff": "paper", "#ffffff": "paper",
  "#ca3535": "hong-700", "#1a65a6": "lam-700", "#484949": "slate", "#0f385c": "lam-hover", "#0f7a52": "lam-700", "#1d70b8": "lam-700",
  "#f4f8fb": "lam-50", "#d2e2f1": "lam-100", "#083d29": "leaf-700", "#651b1b": "hong-hover", "#54319f": "lam-700", "#000": "ink",
  "#000000": "ink", "#f4d7e5": "lam-100", "#d0e6e7": "lam-100", "#858686": "slate", "#7a3c1c": "ink", "#651b3e": "ink",
  "#0b4144": "ink", "#ffee80": "gold-50", "#fde4d7": "gold-50", "#f4d7d7": "hong-50", "#ddd6ec": "lam-100", "#cfe4dc": "leaf-50",
  "#982828": "hong-hover", "#8eb8dc": "line", "#2a1950": "ink", "#0b5c3e": "lam-hover", "#00703c": "leaf-700", "#b1b4b6": "line",
  "#f3f2f1": "mist", "#505a5f": "slate", "#cce2d8": "leaf-50", "#dbdad9": "line", "#929191": "slate", "#e7ebef": "lam-50", "#949494": "line", "#767676": "slate", "#005ea5": "lam-700",
};

const tokens = (sizes) => ({
  postcssPlugin: "honglam-tokens",
  AtRule: { "font-face": (rule) => rule.remove() },
  Declaration(node) {
    if (node.prop.startsWith("--govuk-") && node.prop.endsWith("-colour")) return node.remove();
    if (node.prop === "font-size" && sizes[node.value]) node.value = `var(--hl-size-${sizes[node.value]})`;
    node.value = node.value
      .replace(/var\(--govuk-([a-z-]+)-colour, *[^()]*\)/g, (_, name) => `var(--hl-${FUNCTIONAL[name]})`)
      .replace(/#[0-9a-f]{3,8}\b/gi, (hex) => {
        const token = PALETTE[hex.toLowerCase()];
        if (!token) throw node.error(`no token for ${hex}`);
        return `var(--hl-${token})`;
      })
      .replace(/\bwhite\b/g, node.prop.includes("white-space") ? "white" : "var(--hl-paper)");
    if (/url\(/.test(node.value)) return node.remove(); // images that we draw ourselves
    return undefined;
  },
});

async function styles(source, target, sizes) {
  const { css } = sass.compile(join(here, source), { loadPaths: [modules, here], quietDeps: true });
  const done = await postcss([tokens(sizes), cssnano({ preset: ["default", { normalizeUrl: false }] })]).process(css, { from: undefined });
  writeFileSync(join(out, target), `/* From govuk-frontend and @ministryofjustice/frontend, MIT; see the LICENCE files beside. */\n${done.css}\n`);
}

async function scripts(source, target, from = "govuk-frontend and @ministryofjustice/frontend") {
  await esbuild.build({
    entryPoints: [join(here, source)], outfile: join(out, target), bundle: true, minify: true, format: "iife",
    target: ["es2018"], legalComments: "none", banner: { js: `/* From ${from}, MIT; see the LICENCE files beside. */` },
  });
}

function copy(from, to) {
  mkdirSync(dirname(to), { recursive: true });
  copyFileSync(join(modules, from), to);
}

mkdirSync(out, { recursive: true });
await styles("govuk.scss", "govuk.css", SIZES);
await styles("moj.scss", "moj.css", MOJ_SIZES);
await scripts("govuk.entry.js", "govuk.js");
await scripts("moj.entry.js", "moj.js");
await scripts("tus.entry.js", "tus.js", "tus-js-client");
// These two packages come without their licence file; the notices are kept here.
copy("../licences/govuk-frontend.LICENCE.txt", join(out, "govuk-frontend.LICENCE.txt"));
copy("../licences/moj-frontend.LICENCE.txt", join(out, "moj-frontend.LICENCE.txt"));
copy("htmx.org/dist/htmx.min.js", join(out, "htmx.js"));
copy("tus-js-client/LICENSE", join(out, "tus.LICENCE.txt"));
copy("htmx.org/LICENSE", join(out, "htmx.LICENCE.txt"));
copy("@expo-google-fonts/tinos/LICENSE_FONT", join(fonts, "tinos/LICENCE.txt"));
for (const face of ["400Regular", "400Regular_Italic", "700Bold", "700Bold_Italic"]) {
  copy(`@expo-google-fonts/tinos/${face}/Tinos_${face}.ttf`, join(fonts, `tinos/Tinos-${face.replace(/^\d+/, "").replace("Regular_", "").replace("_", "")}.ttf`));
}
copy("axe-core/axe.min.js", join(assets, "axe.min.js"));
copy("axe-core/LICENSE", join(assets, "axe.LICENCE.txt"));
// Addresses of registries, and whom each package asks for money, do not belong in a committed file; the hashes stay.
const lock = join(here, "package-lock.json");
const locked = JSON.parse(readFileSync(lock, "utf8"));
for (const entry of Object.values(locked.packages)) { delete entry.resolved; delete entry.funding; }
writeFileSync(lock, JSON.stringify(locked, null, 2) + "\n");
