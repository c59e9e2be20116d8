/**
 * Whether the browser shows a PDF inside a page; phones hand it to a viewer of their own, and a frame would stay empty.
 */
export const showsPdfInPlace = (): boolean => navigator.pdfViewerEnabled === true && window.innerWidth >= 600
