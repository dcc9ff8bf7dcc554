/** What a file is by its name. */

export const isRequestFile = (path: string): boolean => /\.faultline-request$/iu.test(path);
