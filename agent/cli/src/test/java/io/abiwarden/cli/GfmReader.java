package io.abiwarden.cli;

import java.util.ArrayList;
import java.util.List;
import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.ext.gfm.tables.TableCell;
import org.commonmark.ext.gfm.tables.TableRow;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.CustomBlock;
import org.commonmark.node.CustomNode;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;

/** A Markdown page as a renderer sees it. */
final class GfmReader extends AbstractVisitor {

  private static final Parser PARSER =
      Parser.builder().extensions(List.of(TablesExtension.create())).build();

  /** The rows of every table, each with the text of its cells. */
  final List<List<String>> rows = new ArrayList<>();

  /** What is raw HTML. */
  final List<String> html = new ArrayList<>();

  /** Where links and images lead. */
  final List<String> links = new ArrayList<>();

  /** What stands in running text and could mean something to GitHub. */
  final StringBuilder text = new StringBuilder();

  private StringBuilder cell = new StringBuilder();

  static GfmReader of(String markdown) {
    GfmReader reader = new GfmReader();
    PARSER.parse(markdown).accept(reader);
    return reader;
  }

  @Override
  public void visit(CustomBlock block) {
    visitChildren(block);
  }

  @Override
  public void visit(CustomNode node) {
    switch (node) {
      case TableRow row -> {
        rows.add(new ArrayList<>());
        visitChildren(row);
      }
      case TableCell in -> {
        cell = new StringBuilder();
        visitChildren(in);
        rows.getLast().add(cell.toString());
      }
      default -> visitChildren(node);
    }
  }

  @Override
  public void visit(Text found) {
    cell.append(found.getLiteral());
    text.append(found.getLiteral()).append('\n');
  }

  @Override
  public void visit(Code found) {
    cell.append(found.getLiteral());
  }

  @Override
  public void visit(HtmlBlock found) {
    html.add(found.getLiteral());
  }

  @Override
  public void visit(HtmlInline found) {
    html.add(found.getLiteral());
  }

  @Override
  public void visit(Link found) {
    links.add(found.getDestination());
    visitChildren(found);
  }

  @Override
  public void visit(Image found) {
    links.add(found.getDestination());
    visitChildren(found);
  }

  /** How many tables there are. */
  static int tables(String markdown) {
    int count = 0;
    for (Node node = PARSER.parse(markdown).getFirstChild(); node != null; node = node.getNext()) {
      count += node instanceof TableBlock ? 1 : 0;
    }
    return count;
  }
}
