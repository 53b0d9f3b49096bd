package io.abiwarden.core.image;

/** Bytes that are not an object file which can be read; the message says where they break. */
public final class ImageFormatException extends Exception {

  private static final long serialVersionUID = 1L;

  /**
   * Says what is wrong.
   *
   * @param message one line, without the file's name
   */
  public ImageFormatException(String message) {
    super(message);
  }
}
