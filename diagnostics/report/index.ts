/** The door of the report room: words, terminal text, redaction and the `.faultline` file. */
export { inertJson, inertLine, shorten } from './i18n/inert-text.ts';
export { createTranslator, type Catalogue, type Catalogues, type Translator } from './i18n/translator.ts';
export { createRedactor } from './redact/redactor.ts';
export { createPrivateNames, type PrivateNames } from './redact/private-names.ts';
export { localContext, redactReport } from './redact/redact.ts';
export { shareReport, shareClasses, type ShareClass, type SharedReport } from './redact/share.ts';
export { renderReport, renderSummary } from './text/render-report.ts';
export { renderComparison } from './text/render-comparison.ts';
export { renderRows, type TextStyle } from './text/render-rows.ts';
export { ansiPaint, noPaint } from './text/paint.ts';
export { wrap } from './text/layout.ts';
export { scopeRows } from './scope-rows.ts';
export { writeBundle } from './bundle/write-bundle.ts';
export { parseReportJson, readBundle } from './bundle/read-bundle.ts';
export { limits as bundleLimits } from './bundle/limits.ts';
export { publishedSchema, publishedSchemas } from './published-schemas.ts';
