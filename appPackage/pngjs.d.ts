/** The part of pngjs 7 that we use; the package ships no types. */
declare module 'pngjs' {
  export class PNG {
    constructor(options: { readonly width: number; readonly height: number });
    readonly width: number;
    readonly height: number;
    /** RGBA, row by row, one byte each. */
    readonly data: Buffer;
    static readonly sync: {
      read(bytes: Buffer): PNG;
      write(
        png: PNG,
        options?: {
          readonly colorType?: 2 | 6;
          readonly deflateLevel?: number;
          readonly filterType?: number;
        },
      ): Buffer;
    };
  }
}
