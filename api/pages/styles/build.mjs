// `make assets`: the style and script of the pages, small, compressed and named by what is in them.
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { constants, gzipSync } from "node:zlib";
import esbuild from "esbuild-wasm";
import * as sass from "sass";

const here = dirname(fileURLToPath(import.meta.url));
const target = join(here, "..", "static");
const { version } = JSON.parse(
  readFileSync(join(here, "../../../node_modules/govuk-frontend/package.json"), "utf8"),
);
// What the licence (MIT) asks of a copy.
const licence =
  `/*! With govuk-frontend ${version}, (c) 2017 Crown Copyright (Government Digital Service): ` +
  "MIT License, see licence.txt */\n";

// This is no government page, so the name is in none of its files, messages to developers included.
const unbranded = (text) => text.replaceAll("GOV.UK Frontend", "govuk-frontend");

const style = sass.compile(join(here, "threshold.scss"), { style: "compressed", charset: false });
const script = await esbuild.build({
  entryPoints: [join(here, "threshold.mjs")],
  bundle: true,
  minify: true,
  format: "esm",
  target: "es2020",
  legalComments: "none",
  write: false,
});

const files = {
  "threshold.css": licence + unbranded(style.css),
  "threshold.js": licence + unbranded(script.outputFiles[0].text),
  "icon.svg": readFileSync(join(here, "icon.svg"), "utf8"),
  "licence.txt": readFileSync(join(here, "licence.txt"), "utf8"),
};

rmSync(target, { recursive: true, force: true });
mkdirSync(target, { recursive: true });
const manifest = {};
for (const [name, text] of Object.entries(files)) {
  const print = createHash("sha256").update(text).digest("hex").slice(0, 16);
  const dot = name.lastIndexOf(".");
  manifest[name] = name === "licence.txt" ? name : `${name.slice(0, dot)}-${print}${name.slice(dot)}`;
  writeFileSync(join(target, manifest[name]), text);
  const packed = gzipSync(text, { level: constants.Z_BEST_COMPRESSION });
  writeFileSync(join(target, `${manifest[name]}.gz`), packed);
  console.log(`${manifest[name]}  ${text.length} bytes, ${packed.length} compressed`);
}
writeFileSync(join(target, "manifest.json"), `${JSON.stringify(manifest, null, 2)}\n`);
